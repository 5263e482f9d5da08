// "Keep this site on my phone": only on request, with its age, and a button that takes it away.
// What it leaves on the phone is said in the page before the button. Each language is kept by
// itself and has its own age. A newer copy that fails leaves the older one as it was. A page that
// the site has withdrawn leaves the copy when it is renewed. A site opened from a file has no such
// copy: it says so.
{
  const place = document.getElementById('tool-offline');
  const words = JSON.parse(place.dataset.words);
  const {lang, dir} = document.documentElement;
  const NAME = 'icam-info';
  const AGE = 'kept-on-';
  const AT_ONCE = 6; // Files asked at the same time.
  const STALLED = 60000; // Milliseconds in which not one file arrives.
  const root = new URL('../../', location.href);
  const here = (name) => new URL(name, root).href;
  const button = (text, action) => {
    const made = document.createElement('button');
    made.className = 'call';
    made.textContent = text;
    made.onclick = action;
    return place.appendChild(document.createElement('p')).appendChild(made);
  };
  const state = document.createElement('p');
  state.setAttribute('aria-live', 'polite');
  // Each copy on this phone: its language, its day, and the addresses in it.
  const copies = async () => {
    if (!await caches.has(NAME)) return [];
    const cache = await caches.open(NAME);
    const ages = (await cache.keys()).filter((one) => one.url.startsWith(here(AGE)));
    return Promise.all(ages.map(async (one) => (await cache.match(one)).json()));
  };
  const show = async () => {
    const kept = await copies();
    const lines = kept.map(({code, on}) => {
      const day = new Date(on).toLocaleDateString(lang, {dateStyle: 'long'});
      return words.kept.replace('{date}', kept.length > 1 ? `${day} (${code})` : day);
    });
    state.textContent = lines.join(' ') || words.nothing;
    keep.textContent = kept.length ? words.renew : words.keep;
    remove.hidden = !kept.length;
  };
  // One file, whole. A portal that asks for a password, or whoever bought the name of the site,
  // answers with a page of their own: ours carry our icon.
  const icon = document.querySelector('link[rel=icon]').getAttribute('href');
  const read = async (url, signal) => {
    // 'no-store' also tells our own worker to ask the network and nothing else (sw.js).
    const answer = await fetch(url, {cache: 'no-store', signal});
    const type = answer.headers.get('Content-Type') || '';
    const text = await answer.text();
    const ours = url.endsWith('.js') ? type.includes('javascript') : text.includes(icon);
    // A host that leads every lost address to one page would put that page in the place of ours.
    if (!answer.ok || !ours || answer.redirected) throw new Error(url);
    return new Response(text, {headers: {'Content-Type': type}});
  };
  // The addresses to keep, as the newest version of this page lists them.
  const listed = async (signal) => {
    const text = await (await read(location.href.split('#')[0], signal)).text();
    const page = new DOMParser().parseFromString(text, 'text/html');
    const list = page.getElementById('kept');
    const links = [...list.querySelectorAll('a'), ...page.querySelectorAll('header a')];
    return new Set([...links.map((link) => link.href), ...list.dataset.more.split(' ').map(here)]);
  };
  const store = async () => {
    const stop = new AbortController();
    let before = [];
    let timer;
    const goesOn = () => {
      clearTimeout(timer);
      timer = setTimeout(() => stop.abort(), STALLED);
    };
    try {
      state.textContent = words.working;
      before = await copies();
      goesOn();
      const wanted = await listed(stop.signal);
      const waiting = [...wanted];
      const arrived = [];
      const readAll = async () => {
        while (waiting.length) {
          const url = waiting.pop();
          arrived.push([url, await read(url, stop.signal)]);
          goesOn();
        }
      };
      await Promise.all(Array.from({length: AT_ONCE}, readAll));
      await navigator.serviceWorker.register(here('sw.js'), {scope: root.pathname});
      const cache = await caches.open(NAME);
      for (const [url, answer] of arrived) await cache.put(url, answer);
      const others = before.filter((one) => one.code !== lang);
      const older = before.find((one) => one.code === lang) || {urls: []};
      const used = new Set([...wanted, ...others.map((one) => one.urls).flat()]);
      for (const url of older.urls) if (!used.has(url)) await cache.delete(url);
      const site = document.querySelector('.site');
      const page = `<!doctype html><html lang="${lang}" dir="${dir}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${site.textContent}</title><p>${words.missing}</p><p><a href="${site.href}">${site.textContent}</a></p>`;
      await cache.put(here('not-kept'), new Response(page, {headers: {'Content-Type': 'text/html'}}));
      const copy = {code: lang, on: new Date().toISOString(), urls: [...wanted]};
      await cache.put(here(AGE + lang), new Response(JSON.stringify(copy)));
      await show();
    } catch {
      stop.abort();
      if (!before.length) await erase().catch(() => {});
      state.textContent = before.length ? words.stays : words.failed;
    }
    clearTimeout(timer);
  };
  const erase = async () => {
    await caches.delete(NAME);
    const worker = await navigator.serviceWorker.getRegistration(root);
    if (worker) await worker.unregister();
    await show();
  };
  let keep;
  let remove;
  if (location.protocol === 'file:') {
    place.textContent = words.from_file;
  } else if ('serviceWorker' in navigator && self.caches) {
    place.textContent = '';
    keep = button(words.keep, store);
    remove = button(words.remove, erase);
    place.append(state);
    // Some private windows refuse to keep anything.
    show().catch(() => { keep.hidden = remove.hidden = true; });
  }
}
