// Asks Mermaid itself what each *.mmd beside this file and each diagram of the sample documents says, and writes answers.json. Its argument is the folder that
// mermaid and jsdom are installed in, see CONTRIBUTING.md; with --check it writes nothing, and fails where Mermaid says something else than is recorded.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const modules = createRequire(resolve(process.argv[2], "package.json"));
const { JSDOM } = modules("jsdom");
const dom = new JSDOM("<body></body>");
globalThis.window = dom.window;
globalThis.document = dom.window.document;
const load = (name) => import(pathToFileURL(modules.resolve(name)).href);
const { default: mermaid } = await load("mermaid");
mermaid.initialize({ startOnLoad: false, securityLevel: "loose", maxEdges: 100000 });

const decode = (text) => (text ?? "").replace(/ﬂ°°/g, "&#").replace(/ﬂ°/g, "&").replace(/¶ß/g, ";");
const folder = new URL(".", import.meta.url);
const answers = {};

async function ask(name, source) {
  try {
    const { type, db } = await mermaid.mermaidAPI.getDiagramFromText(source);
    if (!type.startsWith("flowchart")) {
      answers[name] = { type };
      return;
    }
    answers[name] = {
      type: "flowchart",
      nodes: [...db.getVertices().values()].map((v) => ({ id: v.id, text: decode(v.text), shape: v.type ?? "" })),
      edges: db.getEdges().map((e) => ({ from: e.start, to: e.end, text: decode(e.text), type: e.type, stroke: e.stroke })),
      groups: db.getSubGraphs().map((g) => ({ id: g.id, title: decode(g.title), members: g.nodes })),
    };
  } catch (e) {
    answers[name] = { error: String(e.message ?? e).split("\n")[0] };
  }
}

const files = (path, ending) => readdirSync(new URL(path, folder)).filter((f) => f.endsWith(ending)).sort();
for (const file of files(".", ".mmd")) {
  for (const [i, source] of readFileSync(new URL(file, folder), "utf8").split(/^====.*\n/m).entries()) {
    await ask(`${file}#${i}`, source);
  }
}
const documents = files("../../markdown/testdata/samples", ".md").map((f) => "../../markdown/testdata/samples/" + f);
for (const path of [...documents, "../../../../fixtures/architecture.md"]) {
  const text = readFileSync(new URL(path, folder), "utf8");
  for (const [i, match] of [...text.matchAll(/^```mermaid\n(.*?)^```$/gms)].entries()) {
    await ask(`${path.split("/").pop()}#${i}`, match[1]);
  }
}
const recorded = new URL("answers.json", folder);
const said = JSON.stringify(answers, null, 1) + "\n";
if (process.argv[3] !== "--check") {
  writeFileSync(recorded, said);
} else if (said !== readFileSync(recorded, "utf8")) {
  const before = JSON.parse(readFileSync(recorded, "utf8"));
  const differs = (name) => JSON.stringify(before[name]) !== JSON.stringify(answers[name]);
  const names = [...new Set([...Object.keys(before), ...Object.keys(answers)])].filter(differs);
  console.error(`Mermaid says something else than is recorded of: ${names.join(", ")}. Without --check this writes its answers anew.`);
  process.exitCode = 1;
}
