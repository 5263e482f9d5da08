// The offline copy. It is put on a phone only when the reader asks for it on the page "keep", and
// is taken away there. With a network the newest page is read; without, the copy.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  if (event.request.method !== 'GET') return;
  event.respondWith(fetch(event.request).catch(async () => {
    const kept = await caches.match(event.request, {ignoreSearch: true});
    return kept || Response.error();
  }));
});
