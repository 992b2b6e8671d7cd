// Without a network the last known status is better than none, as long as it says that it is old. Pages come from the network whenever there is
// one; what is kept is shown only when there is none, and live.js marks it. To take the worker out of service, serve an empty file here.
const version = 'reports-2', most = 16;
const kept = ['/live.js', '/map/world.svg', '/favicon.svg', '/fonts/radio-canada-latin-var.woff2', '/fonts/noto-sans-arabic-var.woff2'];
const page = /^(\/[a-z]{2})?(\/|\/map|\/outages|\/(services|outages)\/[^/]+)?$/;
const asset = /\.(css|js|svg|woff2)$/;

addEventListener('install', event => event.waitUntil((async () => {
  await (await caches.open(version)).addAll(kept);
  await skipWaiting();
})()));

addEventListener('activate', event => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== version) await caches.delete(name);
  await clients.claim();
})()));

// The newest pages stay: a name that is kept again moves to the end.
async function keep(request, answer, bounded) {
  const cache = await caches.open(version);
  await cache.delete(request);
  await cache.put(request, answer);
  if (!bounded) return;
  const pages = (await cache.keys()).filter(one => page.test(new URL(one.url).pathname));
  for (const one of pages.slice(0, Math.max(0, pages.length - most))) await cache.delete(one);
}

async function fromNetwork(event, path) {
  try {
    const answer = await fetch(event.request, { signal: AbortSignal.timeout(8000) });
    if (answer.ok && answer.type === 'basic' && !answer.redirected) event.waitUntil(keep(event.request, answer.clone(), page.test(path)));
    return answer;
  } catch {
    const language = /^\/([a-z]{2})(\/|$)/.exec(path)?.[1];
    const cache = await caches.open(version);
    return await old(await cache.match(event.request)) ?? await old(await cache.match(language ? `/${language}/offline` : '/offline')) ?? await old(await cache.match('/offline')) ?? Response.error();
  }
}

// What was kept says so: live.js reads the mark and tells of when the page is.
async function old(answer) {
  if (!answer?.headers.get('content-type')?.startsWith('text/html')) return answer;
  return new Response((await answer.text()).replace('<html ', '<html data-kept '), { headers: answer.headers });
}

addEventListener('fetch', event => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  const isPage = request.mode === 'navigate' && page.test(url.pathname);
  if (isPage || asset.test(url.pathname) && !url.pathname.startsWith('/_')) event.respondWith(fromNetwork(event, url.pathname));
  else if (request.mode === 'navigate') event.respondWith(fetch(request).catch(async () => await caches.match('/offline') ?? Response.error()));
  // The offline page of the language that is read, with the status of now.
  if (isPage) event.waitUntil((async () => {
    const language = /^\/([a-z]{2})(\/|$)/.exec(url.pathname)?.[1], address = language ? `/${language}/offline` : '/offline';
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) await keep(new Request(address), answer, false);
  })());
});
