// The offline copy. It is put on a phone only when the reader asks for it on the page "keep", and
// is taken away there. With a network the newest page is read; without, the copy; a page that is
// not in the copy is answered by a plain sentence. A request that asks for no store is that of the
// page "keep" making a newer copy: the older copy must not answer it, or it would pass for new.
const KEPT = {cacheName: 'icam-info', ignoreSearch: true};
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const {request} = event;
  if (request.method !== 'GET' || request.cache === 'no-store') return;
  event.respondWith(fetch(request).catch(async () => {
    const kept = await caches.match(request, KEPT);
    const plain = request.mode === 'navigate' && await caches.match('not-kept', KEPT);
    return kept || plain || Response.error();
  }));
});
