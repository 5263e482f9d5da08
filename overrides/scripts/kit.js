// Puts a worker's own sheet together from the file of its language: the choice stands in the address
// after '#', as place.part.part. Nothing is kept and nothing is sent.
{
  const place = document.getElementById('parts');
  const words = JSON.parse(place.dataset.words);
  const language = document.documentElement.lang;
  const find = (id) => document.getElementById(id);
  // A QR code of level M, versions 2 to 6 (ISO/IEC 18004), always with mask 0: one alignment mark,
  // no version bits. Each row: data codewords, correction codewords of a block, blocks.
  const sizes = [[28, 16, 1], [44, 26, 1], [64, 18, 2], [86, 24, 2], [108, 16, 4]];
  const exp = [1];
  for (let i = 1; i < 255; i += 1) exp.push(exp[i - 1] * 2 ^ (exp[i - 1] > 127 ? 285 : 0));
  const times = (a, b) => (a && b ? exp[(exp.indexOf(a) + exp.indexOf(b)) % 255] : 0);
  const correction = (data, count) => {
    let divisor = [1];
    for (let i = 0; i < count; i += 1) {
      divisor = [...divisor, 0].map((value, k) => value ^ times(divisor[k - 1], exp[i]));
    }
    const rest = [...data, ...Array(count).fill(0)];
    for (let i = 0; i < data.length; i += 1) {
      const factor = rest[i];
      divisor.forEach((value, k) => { rest[i + k] ^= times(value, factor); });
    }
    return rest.slice(data.length);
  };
  const qr = (text) => {
    const bytes = [...new TextEncoder().encode(text)];
    const row = sizes.findIndex(([room]) => room >= bytes.length + 2);
    if (row < 0) return null;
    const [room, count, blocks] = sizes[row];
    const side = 25 + 4 * row;
    let bits = [4, 8, ...bytes.map(() => 8)].map((width, i) => (
      [4, bytes.length, ...bytes][i].toString(2).padStart(width, '0'))).join('') + '0000';
    for (let pad = 0; bits.length < room * 8; pad += 1) bits += pad % 2 ? '00010001' : '11101100';
    const words8 = bits.match(/.{8}/g).map((byte) => parseInt(byte, 2));
    const each = room / blocks;
    const data = Array.from({length: blocks}, (_, i) => words8.slice(i * each, (i + 1) * each));
    const extra = data.map((block) => correction(block, count));
    const weave = (lists) => lists[0].flatMap((_, i) => lists.map((list) => list[i]));
    const stream = [...weave(data), ...weave(extra)]
      .map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const grid = Array.from({length: side}, () => Array(side).fill(null));
    const ring = (cy, cx, reach, dark) => {
      for (let y = -reach; y <= reach; y += 1) {
        for (let x = -reach; x <= reach; x += 1) {
          const line = grid[cy + y];
          if (line && line[cx + x] !== undefined) {
            line[cx + x] = dark(Math.max(Math.abs(x), Math.abs(y)));
          }
        }
      }
    };
    for (const [y, x] of [[3, 3], [3, side - 4], [side - 4, 3]]) ring(y, x, 4, (r) => r !== 2 && r !== 4);
    ring(side - 7, side - 7, 2, (r) => r !== 1);
    for (let i = 8; i < side - 8; i += 1) {
      grid[6][i] = i % 2 === 0;
      grid[i][6] = i % 2 === 0;
    }
    grid[side - 8][8] = true;
    [...'101010000010010'].forEach((bit, i) => {
      const dark = bit === '1';
      if (i < 7) {
        grid[8][i < 6 ? i : 7] = dark;
        grid[side - 1 - i][8] = dark;
      } else {
        grid[i < 9 ? 15 - i : 14 - i][8] = dark;
        grid[8][side - 15 + i] = dark;
      }
    });
    let next = 0;
    for (let right = side - 1, up = true; right > 0; right -= 2, up = !up) {
      if (right === 6) right = 5;
      for (let i = 0; i < side; i += 1) {
        const y = up ? side - 1 - i : i;
        for (const x of [right, right - 1]) {
          if (grid[y][x] === null) {
            grid[y][x] = (stream[next] === '1') !== ((x + y) % 2 === 0);
            next += 1;
          }
        }
      }
    }
    return grid;
  };
  const draw = (svg, text) => {
    const grid = qr(text);
    svg.toggleAttribute('hidden', !grid);
    if (!grid) return;
    const side = grid.length + 8;
    svg.setAttribute('viewBox', `0 0 ${side} ${side}`);
    const path = grid.flatMap((line, y) => line.map((dark, x) => (
      dark ? `M${x + 4} ${y + 4}h1v1h-1z` : ''))).join('');
    const paths = svg.querySelectorAll('path');
    paths[0].setAttribute('d', `M0 0h${side}v${side}h-${side}z`);
    paths[1].setAttribute('d', path);
    paths[1].removeAttribute('stroke');
    paths[1].removeAttribute('class');
    paths[1].setAttribute('fill', '#000');
  };
  // Where the sheet can be read again, with the parts and the place that exist. From a USB stick the
  // address of this page is a path of the worker's own computer: it helps nobody and tells their name.
  const printAddress = (choice) => {
    const code = document.querySelector('svg');
    const page = words.address || (location.protocol === 'file:' ? '' : location.href.split('#')[0]);
    code.toggleAttribute('hidden', !page);
    if (page) {
      find('address').textContent = `${page}#${choice}`;
      draw(code, `${page}#${choice}`);
    } else find('check').textContent = words.no_address;
  };
  // On a USB stick there is no server to find the file of a folder.
  const nameFiles = () => {
    if (location.protocol !== 'file:') return;
    for (const link of document.querySelectorAll('a[href^="../"]')) {
      link.setAttribute('href', link.getAttribute('href').replace(/\/(?=#|$)/, '/index.html'));
    }
  };
  const fill = () => {
    const {parts, cautions, places, contacts} = icamKits;
    const [where, ...codes] = decodeURIComponent(location.hash.slice(1)).split('.');
    const known = codes.filter((code) => Object.hasOwn(parts, code));
    const chosen = known.map((code) => parts[code]);
    if (!chosen.length) {
      place.textContent = words.empty;
      return;
    }
    place.innerHTML = chosen.map((part) => (
      `<h2>${part.title} <small>(${words.page} ${part.page})</small></h2>${part.html}`)).join('');
    const asked = [...new Set(chosen.flatMap((part) => part.cautions))];
    const box = find('cautions');
    box.insertAdjacentHTML('beforeend', asked.map((id) => cautions[id][0]).join(''));
    box.hidden = !asked.length;
    if (Object.hasOwn(places, where)) {
      const [name, near] = places[where];
      find('contacts').querySelector('h2').textContent = `${words.contacts} · ${name}`;
      find('contacts').querySelector('ul').innerHTML = near.map((id) => (
        `<li>${contacts[id]}</li>`)).join('');
      find('contacts').hidden = false;
    }
    // The oldest check counts for the whole sheet.
    const oldest = chosen.map((part) => part.checked).sort()[0][1];
    find('checked').append(words.checked_on.replace('{date}', oldest));
    printAddress([Object.hasOwn(places, where) ? where : '', ...known].join('.'));
    nameFiles();
    for (const link of document.querySelectorAll('nav a')) link.hash = location.hash;
    document.querySelector('main .screen a').hash = location.hash;
    const button = document.createElement('button');
    button.textContent = words.print;
    button.onclick = () => print();
    document.querySelector('main .screen').append(' ', button);
  };
  addEventListener('hashchange', () => location.reload());
  const script = document.createElement('script');
  script.src = `../../kits-${language}.js`;
  script.onload = fill;
  script.onerror = () => { place.textContent = words.failed; };
  document.head.append(script);
}
