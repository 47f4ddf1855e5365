// Hands over everything Regulars keeps in this browser as one file, without the app.
//
// It only reads: it opens no database that is not there, changes no version, writes nothing.
// The file is JSON, and the app's import reads it:
//
//   {
//     "regulars_rescue": 1,
//     "made": "2026-05-01T08:00:00.000Z",
//     "pages": [{ "key": 17, "bytes": "<base64>" }, …],      store `page`, in the order of its keys
//     "photos": [{ "key": "…", "bytes": "<base64>" }, …],    store `blob`, since version 2
//     "meta": { "<key>": <value>, … },                       store `meta`
//     "local": { "regulars.language": "hu", … }              localStorage, names from "regulars"
//   }
//
// Bytes that stand inside a key or a value are written as {"base64": "…"}. A page whose record
// holds more than its bytes has the rest under "record".

"use strict";

(() => {
  const DATABASE = "regulars";
  const PATIENCE_MS = 20_000;

  const TEXTS = {
    en: {
      locked: "This device was handed over with a questionnaire. Enter the PIN to save your records.",
      pin: "PIN",
      go: "Continue",
      wrongPin: "That is not the PIN. Try again in a moment.",
      title: "Save your customers as a file",
      looking: "Looking at what is saved on this device…",
      found: (pages, size, date) => `Found: ${pages} pages of records, ${size}, in the file of ${date}.`,
      advice: "The file holds all your records in the clear. Keep it where only you can open it. Regulars reads it under Data, Import.",
      unchanged: "Nothing on this device is changed by this.",
      none: "Regulars has nothing saved in this browser. If you used another browser, or another device, open this page there.",
      local: "There are only settings here, no records. The records may have been removed by the browser; open your last copy.",
      broken: "The browser does not give out the records. Close all other tabs of Regulars and load this page again; then restart the device.",
      download: "Save the file",
      share: "Share the file",
      tapAgain: "The file was not shared. Tap once more.",
      back: "Back to Regulars",
    },
    hu: {
      locked: "Ezt az eszközt kérdőívvel adták ki. Az adatok mentéséhez írja be a PIN-kódot.",
      pin: "PIN",
      go: "Tovább",
      wrongPin: "Ez nem a PIN-kód. Próbálja újra egy pillanat múlva.",
      title: "Vásárlói adatok mentése fájlba",
      looking: "Megnézzük, mi van ezen az eszközön…",
      found: (pages, size, date) => `Találtunk: ${pages} lap adat, ${size}, a ${date} dátumú fájlban.`,
      advice: "A fájlban minden adat olvasható formában van. Olyan helyen tartsa, ahol csak Ön nyithatja meg. A Regulars az Adatok, Importálás alatt olvassa be.",
      unchanged: "Ez semmit sem változtat meg az eszközön.",
      none: "Ebben a böngészőben a Regulars nem tárol semmit. Ha másik böngészőt vagy eszközt használt, ott nyissa meg ezt az oldalt.",
      local: "Itt csak beállítások vannak, adatok nincsenek. Lehet, hogy a böngésző törölte őket; vegye elő az utolsó mentett fájlt.",
      broken: "A böngésző nem adja ki az adatokat. Zárja be a Regulars többi lapját, töltse be újra ezt az oldalt; ha ez sem segít, indítsa újra az eszközt.",
      download: "Fájl mentése",
      share: "Fájl megosztása",
      tapAgain: "A megosztás nem sikerült. Koppintson még egyszer.",
      back: "Vissza a Regularshoz",
    },
    ru: {
      locked: "Устройство передано с анкетой. Чтобы сохранить записи, введите PIN-код.",
      pin: "PIN",
      go: "Далее",
      wrongPin: "Это не тот PIN-код. Попробуйте ещё раз чуть позже.",
      title: "Сохраните своих клиентов в файл",
      looking: "Смотрим, что хранится на этом устройстве…",
      found: (pages, size, date) => `Найдено страниц с записями: ${pages}, ${size}, файл от ${date}.`,
      advice: "В файле все записи в открытом виде. Храните его там, где открыть его можете только вы. Regulars прочтёт его в разделе «Данные», «Импорт».",
      unchanged: "На этом устройстве ничего не меняется.",
      none: "В этом браузере Regulars ничего не хранит. Если вы работали в другом браузере или на другом устройстве, откройте эту страницу там.",
      local: "Здесь только настройки, записей нет. Возможно, их удалил браузер; возьмите последний сохранённый файл.",
      broken: "Браузер не отдаёт записи. Закройте остальные вкладки Regulars и загрузите эту страницу снова; если не поможет, перезапустите устройство.",
      download: "Сохранить файл",
      share: "Поделиться файлом",
      tapAgain: "Файл не передан. Нажмите ещё раз.",
      back: "Назад в Regulars",
    },
    uk: {
      locked: "Пристрій передано з анкетою. Щоб зберегти записи, введіть PIN-код.",
      pin: "PIN",
      go: "Далі",
      wrongPin: "Це не той PIN-код. Спробуйте ще раз за мить.",
      title: "Збережіть своїх клієнтів у файл",
      looking: "Дивимося, що зберігається на цьому пристрої…",
      found: (pages, size, date) => `Знайдено сторінок із записами: ${pages}, ${size}, файл від ${date}.`,
      advice: "У файлі всі записи у відкритому вигляді. Зберігайте його там, де відкрити його можете лише ви. Regulars прочитає його в розділі «Дані», «Імпорт».",
      unchanged: "На цьому пристрої нічого не змінюється.",
      none: "У цьому браузері Regulars нічого не зберігає. Якщо ви працювали в іншому браузері чи на іншому пристрої, відкрийте цю сторінку там.",
      local: "Тут лише налаштування, записів немає. Можливо, їх видалив браузер; візьміть останній збережений файл.",
      broken: "Браузер не віддає записи. Закрийте інші вкладки Regulars і завантажте цю сторінку знову; якщо не допоможе, перезапустіть пристрій.",
      download: "Зберегти файл",
      share: "Поділитися файлом",
      tapAgain: "Файл не передано. Натисніть ще раз.",
      back: "Назад до Regulars",
    },
    fa: {
      locked: "این دستگاه با پرسش‌نامه تحویل داده شده است. برای ذخیرهٔ اطلاعات پین را وارد کنید.",
      pin: "پین",
      go: "ادامه",
      wrongPin: "پین درست نیست. کمی بعد دوباره بزنید.",
      title: "مشتریان خود را در یک پرونده ذخیره کنید",
      looking: "در حال دیدن آنچه روی این دستگاه است…",
      found: (pages, size, date) => `پیدا شد: ${pages} صفحه اطلاعات، ${size}، در پروندهٔ ${date}.`,
      advice: "همهٔ اطلاعات در این پرونده بدون رمز است. آن را جایی نگه دارید که فقط خودتان بتوانید باز کنید. Regulars آن را در بخش «داده‌ها»، «ورود» می‌خواند.",
      unchanged: "با این کار چیزی روی این دستگاه عوض نمی‌شود.",
      none: "Regulars در این مرورگر چیزی نگه نداشته است. اگر با مرورگر یا دستگاه دیگری کار کرده‌اید، این صفحه را آنجا باز کنید.",
      local: "اینجا فقط تنظیمات هست و اطلاعاتی نیست. شاید مرورگر آن را پاک کرده باشد؛ آخرین پروندهٔ ذخیره‌شده را بردارید.",
      broken: "مرورگر اطلاعات را نمی‌دهد. برگه‌های دیگر Regulars را ببندید و این صفحه را دوباره باز کنید؛ اگر نشد، دستگاه را از نو روشن کنید.",
      download: "ذخیرهٔ پرونده",
      share: "هم‌رسانی پرونده",
      tapAgain: "پرونده فرستاده نشد. یک بار دیگر بزنید.",
      back: "بازگشت به Regulars",
    },
  };

  const language = chosenLanguage();
  const say = TEXTS[language];
  document.documentElement.lang = language;
  document.documentElement.dir = language === "fa" ? "rtl" : "ltr";
  document.title = `${say.title} · Regulars`;
  document.getElementById("title").textContent = say.title;
  show([say.looking]);
  link(say.back, "./", "");

  const start = () => rescue().catch((error) => show([say.broken, String(error)]));
  const handed = handedOver();
  if (handed) askForPin(handed, start);
  else start();

  // While the device is in a visitor's hands, nothing is given out but for the owner's PIN: the
  // same digest as the app keeps, of the salt as eight bytes and the digits.
  function handedOver() {
    try {
      return JSON.parse(localStorage.getItem("regulars.handed-over"));
    } catch {
      return null;
    }
  }

  function askForPin(handed, then) {
    show([say.locked]);
    const form = document.createElement("form");
    const label = document.createElement("label");
    const input = document.createElement("input");
    const button = document.createElement("button");
    input.type = "password";
    input.inputMode = "numeric";
    input.autocomplete = "off";
    label.textContent = `${say.pin} `;
    label.append(input);
    button.textContent = say.go;
    button.className = "boot__button boot__button--main";
    form.append(label, button);
    document.getElementById("findings").append(form);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const pin = asciiDigits(input.value.trim());
      input.value = "";
      button.disabled = true;
      // As slow as it takes to make trying all of them pointless at a stall.
      await new Promise((later) => { setTimeout(later, 2_000); });
      const isRight = (await digest(handed.salt, pin)) === handed.digest.join();
      button.disabled = false;
      if (isRight) {
        form.remove();
        show([say.looking]);
        then();
        return;
      }
      const told = document.createElement("p");
      told.setAttribute("role", "alert");
      told.textContent = say.wrongPin;
      form.querySelector("[role=alert]")?.remove();
      form.append(told);
      input.focus();
    });
  }

  async function digest(salt, pin) {
    const digits = new TextEncoder().encode(pin);
    const bytes = new Uint8Array(8 + digits.length);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(salt), true);
    bytes.set(digits, 8);
    return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).join();
  }

  function asciiDigits(text) {
    return text.replace(/[\u06f0-\u06f9\u0660-\u0669]/gu, (digit) => String(digit.charCodeAt(0) & 15));
  }

  async function rescue() {
    const local = localSettings();
    const found = await within(PATIENCE_MS, readDatabase());
    if (!found || (found.pages === 0 && found.meta === 0)) {
      show([Object.keys(local).length > 0 ? say.local : say.none]);
      return;
    }
    const now = new Date();
    const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
      .map((part) => String(part).padStart(2, "0")).join("-");
    const head = `{"regulars_rescue":1,"made":${JSON.stringify(now.toISOString())},\n"pages":[`;
    const parts = [head, ...found.pageParts, '],\n"photos":[', ...found.photoParts, '],\n"meta":{', ...found.metaParts, '},\n"local":', JSON.stringify(local), "}\n"];
    const file = new File(parts, `regulars-rescue-${day}.json`, { type: "application/json" });
    show([say.found(found.pages, inWords(file.size), day), say.advice, say.unchanged]);
    offer(file);
  }

  // Opens the database if there is one. Asking for it where there is none would make it, so that
  // is taken back at once.
  function openDatabase() {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(DATABASE);
      let missing = false;
      request.onupgradeneeded = () => {
        missing = true;
        request.transaction.abort();
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = (event) => {
        event.preventDefault();
        if (missing) resolve(undefined);
        else reject(request.error);
      };
    });
  }

  async function readDatabase() {
    const database = await openDatabase();
    if (!database) return undefined;
    database.onversionchange = () => database.close();
    const found = { pages: 0, meta: 0, pageParts: [], photoParts: [], metaParts: [] };
    const stores = [...database.objectStoreNames];
    if (stores.includes("page")) {
      await walk(database, "page", (key, value) => {
        found.pageParts.push((found.pages === 0 ? "\n" : ",\n") + JSON.stringify(page(key, value)));
        found.pages += 1;
      });
    }
    if (stores.includes("blob")) {
      await walk(database, "blob", (key, value) => {
        found.photoParts.push((found.photoParts.length === 0 ? "\n" : ",\n") + JSON.stringify(page(key, value)));
      });
    }
    if (stores.includes("meta")) {
      await walk(database, "meta", (key, value) => {
        const name = typeof key === "string" ? key : JSON.stringify(plain(key));
        const pair = `${JSON.stringify(name)}:${JSON.stringify(plain(value)) ?? "null"}`;
        found.metaParts.push((found.meta === 0 ? "\n" : ",\n") + pair);
        found.meta += 1;
      });
    }
    database.close();
    return found;
  }

  function walk(database, store, visit) {
    return new Promise((resolve, reject) => {
      const request = database.transaction(store).objectStore(store).openCursor();
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const cursor = request.result;
        if (!cursor) {
          resolve();
          return;
        }
        visit(cursor.key, cursor.value);
        cursor.continue();
      };
    });
  }

  // A page is bytes, or a record with bytes in one of its fields.
  function page(key, value) {
    if (isBytes(value)) return { key: plain(key), bytes: base64(value) };
    if (value === null || typeof value !== "object") return { key: plain(key), record: plain(value) };
    const field = Object.keys(value).find((name) => isBytes(value[name]));
    if (field === undefined) return { key: plain(key), record: plain(value) };
    const { [field]: bytes, ...rest } = value;
    const written = { key: plain(key), bytes: base64(bytes) };
    if (Object.keys(rest).length > 0) written.record = plain(rest);
    return written;
  }

  function isBytes(value) {
    return value instanceof ArrayBuffer || ArrayBuffer.isView(value);
  }

  function base64(value) {
    const bytes = value instanceof ArrayBuffer
      ? new Uint8Array(value)
      : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    let binary = "";
    const step = 0x8000;
    for (let at = 0; at < bytes.length; at += step) {
      binary += String.fromCharCode(...bytes.subarray(at, at + step));
    }
    return btoa(binary);
  }

  // What JSON cannot say is said in words it can.
  function plain(value) {
    if (isBytes(value)) return { base64: base64(value) };
    if (typeof value === "bigint") return String(value);
    if (value instanceof Date) return value.toISOString();
    if (value instanceof Map) return plain(Object.fromEntries(value));
    if (value instanceof Set) return plain([...value]);
    if (Array.isArray(value)) return value.map(plain);
    if (value !== null && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
    }
    return value;
  }

  function localSettings() {
    const settings = {};
    try {
      for (let at = 0; at < localStorage.length; at += 1) {
        const name = localStorage.key(at);
        if (name.startsWith("regulars")) settings[name] = localStorage.getItem(name);
      }
    } catch {
      // Storage may be forbidden; then there is nothing in it.
    }
    return settings;
  }

  function offer(file) {
    const actions = document.getElementById("actions");
    actions.replaceChildren();
    const download = link(say.download, URL.createObjectURL(file), "boot__button--main");
    download.download = file.name;
    if (navigator.canShare?.({ files: [file] })) {
      const share = document.createElement("button");
      share.type = "button";
      share.className = "boot__button";
      share.textContent = say.share;
      share.addEventListener("click", () => {
        navigator.share({ files: [file] }).catch((error) => {
          if (error.name !== "AbortError") show([say.tapAgain]);
        });
      });
      actions.append(share);
    }
    link(say.back, "./", "");
  }

  function link(label, href, kind) {
    const made = document.createElement("a");
    made.className = `boot__button ${kind}`;
    made.href = href;
    made.textContent = label;
    document.getElementById("actions").append(made);
    return made;
  }

  function show(lines) {
    const paragraphs = lines.map((line) => {
      const made = document.createElement("p");
      made.textContent = line;
      return made;
    });
    document.getElementById("findings").replaceChildren(...paragraphs);
  }

  function inWords(bytes) {
    const [unit, amount] = bytes < 1_000_000 ? ["kilobyte", bytes / 1000] : ["megabyte", bytes / 1_000_000];
    const style = { style: "unit", unit, maximumFractionDigits: 1 };
    return new Intl.NumberFormat(language, style).format(amount);
  }

  function within(milliseconds, promise) {
    const late = new Promise((_, reject) => {
      setTimeout(() => reject(new Error("no answer")), milliseconds);
    });
    return Promise.race([promise, late]);
  }

  // The language the owner chose in the app, else the first of the browser's that we speak.
  function chosenLanguage() {
    let chosen = null;
    try {
      chosen = localStorage.getItem("regulars.language");
    } catch {
      // Storage may be forbidden; the browser's own languages will do.
    }
    const wished = [chosen, ...(navigator.languages ?? [navigator.language])];
    const short = wished.map((tag) => String(tag ?? "").replaceAll('"', "").split("-")[0].toLowerCase());
    return short.find((tag) => Object.hasOwn(TEXTS, tag)) ?? "en";
  }
})();
