// Runs before every page that is measured: notes what was pressed, typed or chosen last, the long
// tasks, and when what was asked for is painted. Painted is two frames after the document shows it.
(() => {
  const tasks = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  observer.observe({ type: "longtask", buffered: true });
  let acted = 0;
  for (const kind of ["click", "keydown", "change"]) {
    addEventListener(kind, (event) => { acted = event.timeStamp; }, { capture: true });
  }
  const painted = (is) => new Promise((resolve) => {
    const look = () => {
      if (!is()) return;
      mutations.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
    };
    const mutations = new MutationObserver(look);
    mutations.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    look();
  });
  const text = (selector) => document.querySelector(selector)?.textContent ?? "";
  const foot = () => text(".rail__foot [role=status]");
  const conditions = {
    // The first page stands, with its figures.
    today: () => () => text(".stat__value") !== "" && text("h1") !== "",
    // What was changed since now is on disk.
    saved: () => {
      let saving = false;
      return () => {
        saving ||= foot().startsWith("Saving");
        return saving && foot().startsWith("On this device");
      };
    },
    // The place of this selector says this.
    says: (selector, words) => () => text(selector).includes(words),
    // A button whose name matches can be pressed.
    button: (pattern) => () => [...document.querySelectorAll("main button")].some((button) =>
      !button.disabled && new RegExp(pattern).test(button.textContent.trim())),
    // The list was searched for what is typed by now.
    searched: (typed) => {
      const before = text(".page-head__count");
      return () => text(".page-head__count") !== before
        && document.querySelector("main input[type=search]")?.value === typed;
    },
  };
  const opened = painted(conditions.today());
  let seen = {};
  window.bench = {
    // Begins to look for these: a name each, the condition, and what it is about.
    watch(points) {
      seen = points.map(([name, condition, ...about]) =>
        [name, painted(conditions[condition](...about))]);
    },
    // Milliseconds from what was done last to each point, and the longest task among them.
    async took(patience) {
      const late = new Promise((_, reject) => setTimeout(reject, patience, "nothing was painted"));
      const found = {};
      for (const [name, moment] of seen) found[name] = await Promise.race([moment, late]);
      return this.since(acted, found);
    },
    // The same from the beginning of the page to the first page painted.
    async opened(patience) {
      const late = new Promise((_, reject) => setTimeout(reject, patience, "nothing was painted"));
      return this.since(0, { painted: await Promise.race([opened, late]) });
    },
    async since(start, moments) {
      // The last long task is told of a little later.
      await new Promise((resolve) => setTimeout(resolve, 100));
      tasks.push(...observer.takeRecords());
      const end = Math.max(...Object.values(moments));
      const among = tasks.filter((task) => task.startTime + task.duration > start && task.startTime < end);
      const took = { longest: Math.max(0, ...among.map((task) => task.duration)) };
      for (const [name, moment] of Object.entries(moments)) took[name] = moment - start;
      return took;
    },
  };
})();
