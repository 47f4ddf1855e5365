//! Accessibility, by axe-core: nothing serious or critical on any screen.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::browser::Browser;

/// Where `tests/check.sh` puts it.
const AXE: &str = "target/tools/node_modules/axe-core/axe.min.js";

/// Fails with what axe-core finds serious or critical on the screen as it stands.
pub(crate) async fn check(browser: &Browser, screen: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(AXE);
    let axe = fs::read_to_string(path).expect("axe-core is installed by tests/check.sh");
    // By the browser's own tools, because the page's policy rightly forbids foreign scripts.
    browser.cdp("Runtime.evaluate", &json!({ "expression": axe }));
    let found = browser
        .run_async(
            "const result = await axe.run(document, { resultTypes: ['violations'] });
             return result.violations
                 .filter(({ impact }) => impact === 'serious' || impact === 'critical')
                 .map(({ id, help, nodes }) =>
                     `${id}: ${help}\n    ${nodes.map((node) => node.html).join('\\n    ')}`);",
            vec![],
        )
        .await;
    let found = found.as_array().expect("a list of violations");
    let lines: Vec<&str> = found.iter().filter_map(|violation| violation.as_str()).collect();
    assert!(lines.is_empty(), "{screen}:\n{}", lines.join("\n"));
}
