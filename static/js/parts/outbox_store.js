/* What waits on this phone: one row for each uid, seen by its owner only. Refused where the phone's storage is full or closed. */
{
  const opened = () =>
    new Promise((done, fail) => {
      const asked = indexedDB.open("coachapp", 1);
      asked.onupgradeneeded = () =>
        asked.result.createObjectStore("outbox", { keyPath: "uid" }).createIndex("owner", "owner");
      asked.onsuccess = () => done(asked.result);
      asked.onerror = asked.onblocked = () => fail(asked.error);
    });

  const inStore = async (mode, ask) => {
    const store = await opened();
    try {
      return await new Promise((done, fail) => {
        const work = store.transaction("outbox", mode, { durability: "strict" });
        const asked = ask(work.objectStore("outbox"));
        work.oncomplete = () => done(asked.result);
        work.onabort = work.onerror = () => fail(work.error);
      });
    } finally {
      store.close();
    }
  };

  const { owner } = document.body.dataset;
  coachapp.outbox = {
    put: (entry) => inStore("readwrite", (store) => store.put(entry)),
    drop: (uid) => inStore("readwrite", (store) => store.delete(uid)),

    /** The entries of who is signed in, the oldest first. */
    async mine() {
      if (!owner) return [];
      const found = await inStore("readonly", (store) => store.index("owner").getAll(owner));
      return found.sort((a, b) => a.at - b.at);
    },
  };
}
