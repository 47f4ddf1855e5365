// Runs before a page of the app whose database is to fail at the call of a number, which is in the
// session's storage as "7 throws". It throws, or is out of room ("fills"), or its transaction is
// aborted soon after ("aborts"), all of them once; or it throws from then on ("dies").
(() => {
  let asked = null;
  // An empty page has no storage, and nothing to fail.
  try { asked = sessionStorage.getItem("failing"); } catch { return; }
  if (!asked) return;
  const [number, how] = asked.split(" ");
  let calls = 0;
  window.failing = { failed: null };
  const fail = (real, self, name, values) => {
    window.failing.failed = name;
    if (how === "fills") throw new DOMException("made to fail", "QuotaExceededError");
    if (how !== "aborts" || name === "open") throw new DOMException("made to fail", "UnknownError");
    if (name === "commit") return self.abort();
    const answer = real.apply(self, values);
    const transaction = answer instanceof IDBTransaction ? answer : self.transaction;
    queueMicrotask(() => { try { transaction.abort(); } catch { /* It has ended. */ } });
    return answer;
  };
  const wrap = (kind, names) => {
    for (const name of names) {
      const real = kind.prototype[name];
      kind.prototype[name] = function (...values) {
        calls += 1;
        const fails = calls === Number(number) || (how === "dies" && calls > Number(number));
        return fails ? fail(real, this, name, values) : real.apply(this, values);
      };
    }
  };
  wrap(IDBFactory, ["open"]);
  wrap(IDBDatabase, ["transaction"]);
  wrap(IDBObjectStore, ["put", "add", "get", "getAll", "getAllKeys", "count", "delete", "clear"]);
  wrap(IDBTransaction, ["commit"]);
})();
