/* After the page is there: the worker that opens pages without signal, and which pages it should keep. */
{
  const { owner } = document.body.dataset;
  const list = document.querySelector("[data-keep]");

  const start = async () => {
    await navigator.serviceWorker.register("/sw.js");
    const { active } = await navigator.serviceWorker.ready;
    if (navigator.connection?.saveData) return;
    const addresses = [location.pathname, ...(list ? list.dataset.keep.trim().split(/\s+/) : [])];
    active.postMessage({ owner, addresses });
  };
  if (owner && navigator.serviceWorker) addEventListener("load", () => start().catch(() => {}));
}
