// "Keep this site on my phone": only on request, with its age, and a button that takes it away.
// What it leaves on the phone is said in the page before the button. Each language is kept by
// itself and has its own age. A newer copy that fails leaves the older one as it was.
{
  const place = document.getElementById('tool-offline');
  const words = JSON.parse(place.dataset.words);
  const {lang, dir} = document.documentElement;
  const NAME = 'icam-info';
  const AGE = 'kept-on-';
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
  // The language and the day of each copy on this phone.
  const copies = async () => {
    if (!await caches.has(NAME)) return [];
    const cache = await caches.open(NAME);
    const ages = (await cache.keys()).filter((one) => one.url.startsWith(here(AGE)));
    return Promise.all(ages.map(async (one) => [
      one.url.slice(here(AGE).length),
      new Date(await (await cache.match(one)).text()).toLocaleDateString(lang, {dateStyle: 'long'}),
    ]));
  };
  const show = async () => {
    const kept = await copies();
    const lines = kept.map(([code, day]) => words.kept.replace('{date}', kept.length > 1 ? `${day} (${code})` : day));
    state.textContent = lines.join(' ') || words.nothing;
    keep.textContent = kept.length ? words.renew : words.keep;
    remove.hidden = !kept.length;
  };
  const store = async () => {
    state.textContent = words.working;
    const before = await copies();
    try {
      const list = document.getElementById('kept');
      const links = [...list.querySelectorAll('a'), ...document.querySelectorAll('header a')];
      const more = list.dataset.more.split(' ').map(here);
      const cache = await caches.open(NAME);
      // 'no-store' also tells our own worker to ask the network and nothing else (sw.js).
      const wanted = new Set([...links.map((link) => link.href), ...more]);
      await cache.addAll([...wanted].map((url) => new Request(url, {cache: 'no-store'})));
      const site = document.querySelector('.site');
      const page = `<!doctype html><html lang="${lang}" dir="${dir}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${site.textContent}</title><p>${words.missing}</p><p><a href="${site.href}">${site.textContent}</a></p>`;
      await cache.put(here('not-kept'), new Response(page, {headers: {'Content-Type': 'text/html'}}));
      await cache.put(here(AGE + lang), new Response(new Date().toISOString()));
      await navigator.serviceWorker.register(here('sw.js'), {scope: root.pathname});
      await show();
    } catch {
      if (!before.length) await erase();
      state.textContent = before.length ? words.stays : words.failed;
    }
  };
  const erase = async () => {
    await caches.delete(NAME);
    const worker = await navigator.serviceWorker.getRegistration(root);
    if (worker) await worker.unregister();
    await show();
  };
  let keep;
  let remove;
  if ('serviceWorker' in navigator && self.caches) {
    place.textContent = '';
    keep = button(words.keep, store);
    remove = button(words.remove, erase);
    place.append(state);
    // Some private windows refuse to keep anything.
    show().catch(() => { keep.hidden = remove.hidden = true; });
  }
}
