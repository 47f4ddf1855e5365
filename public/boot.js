// Starts the app, and is there when the app is not.
//
// It stands alone, in plain JavaScript, because it must work when nothing else does. Between it
// and the app there are these words, all of them on `window` or on <html>:
//
//   event `regulars:started`          app → boot   the first screen stands; the boot screen goes
//   event `regulars:update`           boot → app   a new version waits for the owner's consent
//   attribute `data-update="waiting"` boot → app   the same, for an app that listens too late;
//                                                  "active" when another tab already agreed
//   event `regulars:update-accepted`  app → boot   everything is saved: change over, then reload
//   attribute `data-offline="ready"`  boot → app   this build is kept on the device
//   `regularsWords(language)`         boot → app   the words of a language, or of the one the owner
//                                                  reads best: a promise of { language, files }
//
// The page is reloaded after `regulars:update-accepted` or a press in the boot screen, and never
// otherwise. An app may also call `window.regularsUpdate()` instead of sending the event.

"use strict";

(() => {
  const PATIENCE_MS = 15_000;
  const CHECK_EVERY_MS = 12 * 60 * 60 * 1000;

  const TEXTS = {
    en: {
      slow: "Regulars is taking long to start",
      failed: "Regulars could not start",
      stopped: "Regulars has stopped",
      calm: "Nothing you saved is lost: your customers are saved on this device, apart from the app.",
      unsaved: "What you were typing just now may not be saved. Everything that said “saved” is.",
      again: "Try again",
      reset: "Reset the app's files (your customers stay)",
      resetNote: "Fetches the app anew. This needs a network connection.",
      offline: "There is no network now. Connect first, then reset.",
      rescue: "Save my customers as a file",
    },
    hu: {
      slow: "A Regulars lassan indul",
      failed: "A Regulars nem tudott elindulni",
      stopped: "A Regulars leállt",
      calm: "Semmi sem veszett el, amit elmentett: a vásárlói adatok ezen az eszközön vannak, az alkalmazástól külön.",
      unsaved: "Amit éppen most írt be, lehet, hogy nincs elmentve. Ami mellett az állt, hogy „mentve”, az megvan.",
      again: "Újrapróbálom",
      reset: "Az alkalmazás fájljainak visszaállítása (a vásárlói adatok maradnak)",
      resetNote: "Újra letölti az alkalmazást. Ehhez hálózat kell.",
      offline: "Most nincs hálózat. Előbb csatlakozzon, aztán állítsa vissza.",
      rescue: "Vásárlói adataim mentése fájlba",
    },
    ru: {
      slow: "Regulars долго запускается",
      failed: "Regulars не удалось запустить",
      stopped: "Regulars остановился",
      calm: "Сохранённое не пропало: данные о клиентах лежат на этом устройстве отдельно от приложения.",
      unsaved: "То, что вы вводили прямо сейчас, могло не сохраниться. Всё, где было написано «сохранено», на месте.",
      again: "Попробовать ещё раз",
      reset: "Сбросить файлы приложения (клиенты останутся)",
      resetNote: "Приложение загрузится заново. Для этого нужна сеть.",
      offline: "Сейчас нет сети. Сначала подключитесь, потом сбросьте.",
      rescue: "Сохранить моих клиентов в файл",
    },
    uk: {
      slow: "Regulars довго запускається",
      failed: "Regulars не вдалося запустити",
      stopped: "Regulars зупинився",
      calm: "Збережене не зникло: дані про клієнтів лежать на цьому пристрої окремо від застосунку.",
      unsaved: "Те, що ви вводили щойно, могло не зберегтися. Усе, де було написано «збережено», на місці.",
      again: "Спробувати ще раз",
      reset: "Скинути файли застосунку (клієнти залишаться)",
      resetNote: "Застосунок завантажиться заново. Для цього потрібна мережа.",
      offline: "Зараз немає мережі. Спершу під'єднайтеся, потім скиньте.",
      rescue: "Зберегти моїх клієнтів у файл",
    },
    fa: {
      slow: "باز شدن Regulars طول کشیده است",
      failed: "Regulars باز نشد",
      stopped: "Regulars از کار افتاد",
      calm: "چیزی که ذخیره کرده‌اید از دست نرفته است: اطلاعات مشتریان شما جدا از برنامه، روی همین دستگاه است.",
      unsaved: "شاید آنچه همین حالا می‌نوشتید ذخیره نشده باشد. هر چه کنارش «ذخیره شد» آمده، سر جایش است.",
      again: "دوباره امتحان کن",
      reset: "پاک‌سازی پرونده‌های برنامه (مشتریان می‌مانند)",
      resetNote: "برنامه از نو دریافت می‌شود. برای این کار اینترنت لازم است.",
      offline: "اکنون اینترنت وصل نیست. اول وصل شوید، بعد پاک‌سازی کنید.",
      rescue: "ذخیرهٔ مشتریانم در یک پرونده",
    },
  };

  const page = document.documentElement;
  const language = chosenLanguage(Object.keys(TEXTS));
  const say = TEXTS[language];
  page.lang = language;
  page.dir = language === "fa" ? "rtl" : "ltr";

  const wordsAsked = {};
  const wordsMissed = new Set();
  let started = false;
  let isKeeping = false;
  let registration;
  let leaving = false;

  const patience = setTimeout(() => showWayOut(say.slow), PATIENCE_MS);
  addEventListener("regulars:started", () => {
    started = true;
    clearTimeout(patience);
    document.getElementById("boot")?.remove();
    keepOffline();
  });
  addEventListener("error", (event) => noticeStop(event.error));
  addEventListener("unhandledrejection", (event) => noticeStop(event.reason));
  addEventListener("regulars:update-accepted", update);
  window.regularsUpdate = update;
  window.regularsWords = words;

  start().catch((error) => showWayOut(say.failed, [], String(error)));

  // The language the owner chose in the app, else the first of the browser's that we speak.
  function chosenLanguage(spoken) {
    let chosen = null;
    try {
      chosen = localStorage.getItem("regulars.language");
    } catch {
      // Storage may be forbidden; the browser's own languages will do.
    }
    const wished = [chosen, ...(navigator.languages ?? [navigator.language])];
    const short = wished.map((tag) => String(tag ?? "").replaceAll('"', "").split("-")[0].toLowerCase());
    return short.find((tag) => spoken.includes(tag)) ?? "en";
  }

  // The languages that this build of the app has words in; this script itself may know more.
  function appLanguage() {
    return chosenLanguage(metaOf("regulars-languages").split(" "));
  }

  function metaOf(name) {
    return document.querySelector(`meta[name=${name}]`).content;
  }

  // Asked for under the build, so that no words of another one come from the browser's cache.
  function wordsPath(tag) {
    return `./words/${tag}.json?${metaOf("regulars-build")}`;
  }

  function words(tag = appLanguage()) {
    wordsAsked[tag] ??= fetchWords(tag).catch((error) => {
      delete wordsAsked[tag];
      wordsMissed.add(tag);
      throw error;
    });
    return wordsAsked[tag];
  }

  async function fetchWords(tag) {
    // The browser may keep the answer that there is no such file.
    const cache = wordsMissed.has(tag) ? "reload" : "default";
    const response = await fetch(wordsPath(tag), { cache, signal: AbortSignal.timeout(60000) });
    if (!response.ok) throw new Error(`words/${tag}.json: ${response.status}`);
    return { language: tag, files: await response.json() };
  }

  async function start() {
    // Beside the module, and not after it.
    const said = words();
    said.catch(() => {});
    const script = document.querySelector("link[rel=modulepreload]");
    const wasm = document.querySelector('link[rel=preload][type="application/wasm"]');
    const app = await import(script.href);
    const response = await fetch(wasm.href, { integrity: wasm.integrity });
    if (!response.ok) throw new Error(`${wasm.getAttribute("href")}: ${response.status}`);
    await Promise.all([app.default({ module_or_path: response }), said]);
  }

  // A trap is the end of a wasm app: its screen stays but no longer answers.
  function noticeStop(error) {
    if (!(error instanceof WebAssembly.RuntimeError)) return;
    if (started) showWayOut(say.stopped, [say.unsaved], String(error));
    else showWayOut(say.failed, [], String(error));
  }

  function showWayOut(title, lines = [], detail = "") {
    clearTimeout(patience);
    // A build that does not start must still learn of the one that does.
    keepOffline();
    let boot = document.getElementById("boot");
    if (!boot) {
      boot = element("div", { id: "boot", className: "boot" });
      boot.append(element("div", { className: "boot__panel" }));
      boot.firstChild.append(element("div", { id: "boot-help", role: "alert" }));
      document.body.append(boot);
    }
    // What stands behind cannot be used any more, by keyboard either.
    for (const other of document.body.children) {
      if (other !== boot && started) other.inert = true;
    }
    const again = button(say.again, "boot__button--main", tryAgain);
    const rescue = element("a", { className: "boot__button", href: "./rescue.html" }, say.rescue);
    const reset = button(say.reset, "", resetFiles);
    const actions = element("div", { className: "boot__actions" });
    actions.append(again, rescue, reset);
    document.getElementById("boot-help").replaceChildren(
      element("h1", {}, title),
      element("p", {}, say.calm),
      ...lines.map((line) => element("p", {}, line)),
      actions,
      element("p", { id: "boot-note", className: "boot__note" }, say.resetNote),
      ...(detail ? [element("p", { className: "boot__note boot__detail" }, detail)] : []),
    );
    again.focus();
  }

  function button(label, kind, press) {
    const made = element("button", { type: "button", className: `boot__button ${kind}` }, label);
    made.addEventListener("click", press);
    return made;
  }

  function element(name, properties, text = "") {
    const made = Object.assign(document.createElement(name), properties);
    made.textContent = text;
    return made;
  }

  // A reload alone may take a file that came broken from the browser's cache once more.
  async function tryAgain() {
    const files = document.querySelectorAll("link[rel=modulepreload], link[rel=preload]");
    const anew = { cache: "reload", signal: AbortSignal.timeout(5000) };
    const paths = [...files].map((file) => file.href).concat(wordsPath(appLanguage()));
    await Promise.allSettled(paths.map((path) => fetch(path, anew)));
    location.reload();
  }

  // Forgets the kept build, and touches no database. Without a network that would leave nothing
  // to open, so it first asks the host for one file.
  async function resetFiles() {
    const note = document.getElementById("boot-note");
    try {
      const answer = await fetch("./sw.js", { cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
    } catch {
      note.textContent = say.offline;
      return;
    }
    const ours = `regulars ${new URL("./", document.baseURI).pathname} `;
    const names = (await window.caches?.keys()) ?? [];
    await Promise.all(names.filter((name) => name.startsWith(ours)).map((name) => caches.delete(name)));
    await (await navigator.serviceWorker?.getRegistration("./"))?.unregister();
    await tryAgain();
  }

  // Once the first screen stands, so that what is kept for later does not come before what is
  // needed now; or once there is none to wait for.
  async function keepOffline() {
    if (isKeeping || !navigator.serviceWorker) return;
    isKeeping = true;
    try {
      registration = await navigator.serviceWorker.register("./sw.js", { scope: "./", updateViaCache: "none" });
    } catch (error) {
      console.warn("Regulars is not kept for offline use:", String(error));
      return;
    }
    const look = () => {
      if (!registration.active) return;
      page.dataset.offline = "ready";
      if (registration.waiting) announce("waiting");
    };
    const follow = (worker) => worker?.addEventListener("statechange", look);
    follow(registration.installing);
    registration.addEventListener("updatefound", () => follow(registration.installing));
    look();

    const kept = navigator.serviceWorker.controller !== null;
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      // Another tab changed over: this page is the old version now.
      if (kept && !leaving) announce("active");
    });

    let checked = 0;
    const check = () => {
      if (Date.now() - checked < CHECK_EVERY_MS || document.visibilityState !== "visible") return;
      checked = Date.now();
      // Without a network there is nothing new.
      registration.update().catch(() => {});
    };
    if (registration.active) check();
    setInterval(check, 10 * 60 * 1000);
    document.addEventListener("visibilitychange", check);
  }

  function announce(state) {
    if (page.dataset.update === state) return;
    page.dataset.update = state;
    dispatchEvent(new CustomEvent("regulars:update", { detail: { state } }));
  }

  function update() {
    if (leaving) return;
    leaving = true;
    const waiting = registration?.waiting;
    if (!waiting) {
      location.reload();
      return;
    }
    waiting.addEventListener("statechange", () => {
      if (waiting.state === "activated") location.reload();
    });
    waiting.postMessage("skip");
  }
})();
