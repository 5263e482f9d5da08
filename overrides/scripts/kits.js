// A worker's own sheet: parts and a place, chosen here. The choice is the end of an address, after
// its '#', which no server sees. Nothing is kept and nothing is sent.
{
  const place = document.getElementById('tool-kits');
  const words = JSON.parse(place.dataset.words);
  const language = document.documentElement.lang;
  // On a USB stick there is no server to find the file of a folder.
  const file = location.protocol === 'file:' ? 'index.html' : '';
  const folder = `../../kit/${language}/own/${file}`;
  const status = document.createElement('p');
  status.setAttribute('role', 'status');
  const build = () => {
    const {parts, cautions, places, full} = icamKits;
    const [where, ...codes] = location.hash.slice(1).split('.');
    const label = document.createElement('label');
    const select = document.createElement('select');
    select.style.cssText = 'font:inherit;min-height:44px;max-width:100%';
    for (const [id, [name]] of Object.entries(places)) select.add(new Option(name, id));
    if (places[where]) select.value = where;
    label.append(words.place, ' ', select);
    const list = document.createElement('fieldset');
    const legend = document.createElement('legend');
    legend.textContent = words.choose;
    list.append(legend);
    const boxes = Object.entries(parts).map(([code, part]) => {
      const row = document.createElement('p');
      const name = document.createElement('label');
      const box = document.createElement('input');
      box.type = 'checkbox';
      box.style.cssText = 'flex:none;width:24px;height:24px;margin:0';
      box.value = code;
      box.checked = codes.includes(code);
      name.append(box, ` ${part.page}. ${part.text}`);
      name.style.cssText = 'display:flex;gap:8px;align-items:center;min-height:44px';
      row.append(name);
      list.append(row);
      return box;
    });
    const open = document.createElement('a');
    open.className = 'call';
    open.textContent = words.open;
    const line = document.createElement('p');
    line.append(open);
    // Each caution is printed once, however many parts ask for it.
    const lines = (chosen) => {
      const asked = new Set(chosen.flatMap((code) => parts[code].cautions));
      return chosen.reduce((sum, code) => sum + parts[code].lines, 0)
        + [...asked].reduce((sum, id) => sum + cautions[id][1], 0);
    };
    const update = () => {
      const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
      let room = false;
      for (const box of boxes) {
        box.disabled = !box.checked && lines([...chosen, box.value]) > full;
        room = room || !(box.checked || box.disabled);
      }
      const choice = `#${[select.value, ...chosen].join('.')}`;
      open.href = folder + choice;
      line.hidden = !chosen.length;
      const percent = Math.max(0, Math.round(100 - 100 * lines(chosen) / full));
      status.textContent = room ? words.left.replace('{percent}', percent) : words.full;
      history.replaceState(null, '', choice);
    };
    list.onchange = update;
    select.onchange = update;
    place.textContent = '';
    const first = document.createElement('p');
    first.append(label);
    place.append(first, list, status, line);
    if (codes.length || where) update();
    else {
      line.hidden = true;
      status.textContent = words.left.replace('{percent}', 100);
    }
  };
  const script = document.createElement('script');
  script.src = `../../kit/kits-${language}.js`;
  script.onload = build;
  script.onerror = () => {
    status.textContent = words.failed;
    place.append(status);
  };
  document.head.append(script);
}
