/** Looks whether the page's own script arrived: by the end of loading it has run, or failed; or it is not coming. */
(() => {
  let tries = 0;
  const look = () =>
    // A browser remembers the address of a script that it could not load.
    document.querySelector('board-app') ??
    import(`/try-again.js?${(tries += 1)}`).catch(() => setTimeout(look, 10_000));
  addEventListener('load', look);
  // On a slow line the page takes its time.
  setTimeout(look, 120_000);
})();
