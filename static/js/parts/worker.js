/* The phone without signal. The first line of /sw.js, which the server writes, says which files SHELL names.
   Pages belong to one signed-in person: they are kept under that person's name and go with the sign-out. */
"use strict";

const PAGES = "pages:";
const ASSETS = "assets";
const OFFLINE = "/offline/";
const PATIENCE = 3000;
const FRESH = 6 * 36e5;
const MOST_ASSETS = 60;
const OUTAGES = [502, 503, 504];
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
const NOT_OURS = /^\/(coach|api|dev)\//;
const SIGN_IN = "/accounts/login/";
const SIGN_OUT = "/accounts/logout/";

/* Rises with every sign-out: a page that was asked for before it comes too late to be kept. */
let round = 0;

const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const pageCaches = async () => (await caches.keys()).filter((name) => name.startsWith(PAGES));

/** Empty what was kept, but what is called `besides`. */
const forget = async (besides) => {
  if (!besides) round += 1;
  const gone = (await pageCaches()).filter((name) => name !== besides);
  await Promise.all(gone.map((name) => caches.delete(name)));
};

/** Keep a page for the person whom it names. Everybody else's pages go. */
const keep = async (address, answer, asked) => {
  const owner = answer.headers.get("X-Kept-For");
  if (answer.redirected && new URL(answer.url).pathname.startsWith(SIGN_IN)) await forget();
  else if (owner && answer.status === 200 && asked === round) {
    await forget(PAGES + owner);
    await (await caches.open(PAGES + owner)).put(address, answer);
    if (asked !== round) await forget();
  }
};

const keptOf = async (url) => {
  const path = url.pathname === "/" ? "/today/" : url.pathname;
  for (const name of await pageCaches()) {
    const cache = await caches.open(name);
    const exact = await cache.match(path + url.search, { ignoreVary: true });
    if (exact) return exact;
    if (url.search !== "?change") return cache.match(path, { ignoreVary: true });
  }
};

/** A kept page shows its own line about its age. */
const marked = async (answer) => {
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  const html = (await answer.text()).replace("<body ", "<body data-kept ");
  return new Response(html, { headers });
};

const noSignal = async () => (await caches.match(OFFLINE, { ignoreVary: true })) ?? Response.error();

const page = async (event, url) => {
  const { request } = event;
  const asked = round;
  const isRead = request.method === "GET";
  if (isRead ? url.pathname.startsWith(SIGN_IN) : url.pathname === SIGN_OUT) await forget();
  if (!isRead) return fetch(request).catch(noSignal);

  const network = fetch(request).then((answer) => {
    event.waitUntil(keep(url.pathname + url.search, answer.clone(), asked).catch(() => {}));
    return answer;
  });
  event.waitUntil(network.catch(() => {}));
  const kept = await keptOf(url);
  if (!kept) return network.catch(noSignal);
  const timely = await Promise.race([network.catch(() => {}), wait(PATIENCE)]);
  return timely && !OUTAGES.includes(timely.status) ? timely : marked(kept);
};

/** A name with a hash never changes; any other file is asked for, and the copy is for bad days. */
const asset = async (request) => {
  const cache = await caches.open(ASSETS);
  const there = await cache.match(request, { ignoreVary: true });
  if (there && HASHED.test(new URL(request.url).pathname)) return there;
  try {
    const answer = await fetch(request);
    if (answer.status === 200) await cache.put(request, answer.clone());
    return answer;
  } catch (error) {
    if (there) return there;
    throw error;
  }
};

/** The pages that `owner` will want without signal, one after the other, and only where the copy is old. */
const keepAll = async ({ owner, addresses }) => {
  const asked = round;
  for (const address of addresses) {
    const there = await (await caches.open(PAGES + owner)).match(address, { ignoreVary: true });
    if (there && Date.now() - Date.parse(there.headers.get("Date")) < FRESH) continue;
    if (asked !== round) return;
    await keep(address, await fetch(address), asked);
  }
};

const install = async () => {
  const cache = await caches.open(ASSETS);
  await cache.addAll(SHELL.map((address) => new Request(address, { cache: "no-cache" })));
  await skipWaiting();
};

/** Pages that are still open may want files of before: the newest sixty stay. */
const activate = async () => {
  const cache = await caches.open(ASSETS);
  const old = (await cache.keys()).slice(0, -MOST_ASSETS);
  await Promise.all(old.map((request) => cache.delete(request)));
  await clients.claim();
};

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("message", (event) => event.waitUntil(keepAll(event.data).catch(() => {})));
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin || NOT_OURS.test(url.pathname)) return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (request.method === "GET" && url.pathname.startsWith("/static/")) event.respondWith(asset(request));
});
