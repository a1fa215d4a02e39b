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
for (const person of people) {
  const ran = await new cql.Executor(translated, undefined, person).exec(new cql.PatientSource([]));
  const { Level, Within, Fired, "In Doubt": InDoubt, Refused } = ran.unfilteredResults;
  results.push([Level, Within, Fired, InDoubt, Refused]);
}
console.log(JSON.stringify(results));
