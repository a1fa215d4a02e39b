// Translates a CQL library to ELM with the reference translator, and runs it for each person with cql-execution.
import { readFileSync } from "node:fs";
import { SystemModelInfoProvider } from "@cqframework/cql/cql";
import { CqlTranslator, LibraryManager, ModelManager } from "@cqframework/cql/cql-to-elm";
import cql from "cql-execution";

const { library, people } = JSON.parse(readFileSync(0, "utf8"));
const models = new ModelManager();
models.modelInfoLoader.registerModelInfoProvider(new SystemModelInfoProvider());
const elm = JSON.parse(CqlTranslator.fromText(library, new LibraryManager(models)).toJson());
const errors = elm.library.annotation.filter((each) => each.errorSeverity === "error");
if (errors.length) throw new Error(JSON.stringify(errors.slice(0, 5)));
const translated = new cql.Library(elm);
const results = [];
const wanted = ["Level", "Within", "Fired", "In Doubt", "Refused"];
for (const person of people) {
  // One result after another, of a patient of whom nothing is recorded: running all defines would work each out twice.
  const executor = new cql.Executor(translated, undefined, person);
  const said = [];
  for (const name of wanted) {
    const ran = await executor.exec_expression(name, new cql.PatientSource([{ id: "one", recordType: "Patient" }]));
    said.push(ran.patientResults.one[name]);
  }
  results.push(said);
}
console.log(JSON.stringify(results));
