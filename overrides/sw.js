// The offline copy. It is put on a phone only when the reader asks for it on the page "keep", and
// is taken away there. With a network the newest page is read. The copy answers when the network
// fails, when nothing arrives for five seconds, and when the server says that it is broken; a page
// that is not in the copy is answered by a plain sentence once the network has failed. A request
// that asks for no store is that of the page "keep" making a newer copy: the older copy must not
// answer it, or it would pass for new.
const KEPT = {cacheName: 'icam-info', ignoreSearch: true};
const PATIENCE = 5000;
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const {request} = event;
  if (request.method !== 'GET' || request.cache === 'no-store') return;
  event.respondWith(answer(request));
});
async function answer(request) {
  const kept = await caches.match(request, KEPT);
  if (kept) return fresh(request, kept);
  try {
    return await fetch(request);
  } catch {
    const plain = request.mode === 'navigate' && await caches.match('not-kept', KEPT);
    return plain || Response.error();
  }
}
// The newest version, once all of it has arrived, or the copy: a slow line is not a silent one.
async function fresh(request, kept) {
  try {
    const found = await inTime(fetch(request));
    if (found.status >= 500) return kept;
    const parts = found.clone().body?.getReader();
    while (parts && !(await inTime(parts.read())).done);
    return found;
  } catch {
    return kept;
  }
}
function inTime(promise) {
  const silence = new Promise((_, refuse) => setTimeout(refuse, PATIENCE));
  return Promise.race([promise, silence]);
}
