// Search on the reader's own phone. The index and the library are files of this site; what is typed
// stays here. Accents, capitals, one wrong letter and beginnings of words do not matter.
{
  const place = document.getElementById('tool-search');
  const words = JSON.parse(place.dataset.words);
  // Digits of Arabic and Persian too: their codes end with 0 to 9.
  const fold = (text) => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '')
    .replace(/[٠-٩۰-۹]/g, (sign) => sign.charCodeAt() & 15);
  const form = document.createElement('p');
  form.innerHTML = '<label><b></b><br><input type="search" autocomplete="off" enterkeyhint="search"></label>';
  form.querySelector('b').textContent = words.label;
  const status = document.createElement('p');
  status.setAttribute('aria-live', 'polite');
  const list = document.createElement('ol');
  list.setAttribute('role', 'list');
  place.append(form, status, list);
  const input = form.querySelector('input');
  // On a USB stick there is no server to find the file of a folder.
  const address = (hit) => (location.protocol === 'file:'
    ? hit.address.replace(/\/(?=#|$)/, '/index.html') : hit.address);
  input.style.cssText = 'font:inherit;min-height:44px;width:100%';
  let engine;
  let same;
  // '13 quinquies' is one word; 'annexe13' and '30jours' are two, '13quinquies' is not.
  const split = (text) => fold(text)
    .replace(/(\d+) ?(bis|ter|quater|quinquies|sexies|septies|octies)\b/g, '$1$2')
    .replace(/(\p{L}{2})(?=\d)/gu, '$1 ')
    .replace(/(\d)(?=\p{L}{3}|[jd]\b)(?!(bis|ter)\b|qua|qui|sexi|septi|octi)/gu, '$1 ')
    .split(/[^\p{L}\p{N}]+/u).filter(Boolean).map((word) => same.get(word) || word);
  const build = () => {
    same = new Map(icamIndex.same.flatMap((row) => row.map((word) => [word, row[0]])));
    engine = new MiniSearch({
      fields: ['title', 'heading', 'words', 'extra'],
      tokenize: split,
      processTerm: (term) => term,
    });
    engine.addAll(icamIndex.docs.map(([address, title, heading, text, extra], id) => (
      {id, address, title, heading, words: text, extra})));
  };
  // One answer a page: its best part, and a little for each other part that fits too.
  place.find = (query) => {
    const wanted = split(query).filter((word) => !stop.has(word));
    const terms = wanted.length ? wanted : split(query);
    const pages = new Map();
    for (const hit of engine.search(terms.join(' '), {
      boost: {title: 3, heading: 3, extra: 5},
      prefix: (term) => term.length > 3,
      fuzzy: (term) => (term.length > 4 && !/\d/.test(term) ? 0.2 : 0),
      weights: {fuzzy: 0.3, prefix: 0.5},
    })) {
      const [address, title, heading] = icamIndex.docs[hit.id];
      const page = address.split('#')[0];
      const fits = new Set(hit.queryTerms).size / terms.length;
      const score = hit.score * fits;
      const known = pages.get(page);
      if (known) known.score += score / 8;
      else pages.set(page, {page, title, address, heading, score});
    }
    return [...pages.values()].sort((a, b) => b.score - a.score).slice(0, 6);
  };
  let stop = new Set(words.stop.split(' '));
  const show = () => {
    const query = input.value.trim();
    list.textContent = '';
    status.textContent = '';
    if (query.length < 2 || !engine) return;
    const found = place.find(query);
    status.textContent = found.length ? words.found.replace('{number}', found.length) : words.none;
    for (const hit of found) {
      const item = list.appendChild(document.createElement('li'));
      const link = item.appendChild(document.createElement('a'));
      link.href = address(hit);
      link.textContent = hit.title;
      if (hit.heading) item.append(document.createElement('br'), hit.heading);
    }
  };
  let left = 2;
  const loaded = () => { if (!--left) { build(); show(); place.ready = true; } };
  for (const source of ['../../vendor/minisearch.js', `../../search/${document.documentElement.lang}.js`]) {
    const script = document.createElement('script');
    script.src = source;
    script.onload = loaded;
    script.onerror = () => { status.textContent = words.failed; };
    document.head.append(script);
  }
  input.oninput = show;
}
