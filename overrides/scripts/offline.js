// "Keep this site on my phone": only on request, with its age, and a button that takes it away.
// What it leaves on the phone is said in the page before the button.
{
  const place = document.getElementById('tool-offline');
  const words = JSON.parse(place.dataset.words);
  const NAME = 'icam-info';
  const AGE = 'kept-on';
  const root = new URL('../../', location.href);
  const button = (text, action) => {
    const made = document.createElement('button');
    made.className = 'call';
    made.textContent = text;
    made.onclick = action;
    return place.appendChild(document.createElement('p')).appendChild(made);
  };
  const state = document.createElement('p');
  state.setAttribute('aria-live', 'polite');
  const locale = document.documentElement.lang;
  const show = async () => {
    const kept = await caches.has(NAME) && await (await caches.open(NAME)).match(AGE);
    const day = kept ? new Date(await kept.text()).toLocaleDateString(locale, {dateStyle: 'long'}) : '';
    state.textContent = kept ? words.kept.replace('{date}', day) : words.nothing;
    keep.textContent = kept ? words.renew : words.keep;
    remove.hidden = !kept;
  };
  const store = async () => {
    state.textContent = words.working;
    try {
      const links = document.querySelectorAll('#kept a, header a, a[data-kept]');
      const cache = await caches.open(NAME);
      await cache.addAll([...new Set([...links].map((link) => link.href))]);
      await cache.put(AGE, new Response(new Date().toISOString()));
      await navigator.serviceWorker.register(new URL('sw.js', root), {scope: root.pathname});
      await show();
    } catch {
      await erase();
      state.textContent = words.failed;
    }
  };
  const erase = async () => {
    await caches.delete(NAME);
    for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
    await show();
  };
  let keep;
  let remove;
  if ('serviceWorker' in navigator && self.caches) {
    keep = button(words.keep, store);
    remove = button(words.remove, erase);
    place.append(state);
    show();
  }
}
