// Fill a paper with pdf.js, the part that Firefox stands on (npm: pdfjs-dist).
import { readFile, writeFile } from "node:fs/promises";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

const [source, target, answers] = process.argv.slice(2);
const given = JSON.parse(answers);
const paper = await getDocument({ data: new Uint8Array(await readFile(source)) }).promise;
for (let number = 1; number <= paper.numPages; number++) {
  const page = await paper.getPage(number);
  for (const field of await page.getAnnotations()) {
    if (field.radioButton) {
      paper.annotationStorage.setValue(field.id, { value: given[field.fieldName] === field.buttonValue });
    } else if (field.fieldName in given) {
      paper.annotationStorage.setValue(field.id, { value: given[field.fieldName] });
    }
  }
}
await writeFile(target, await paper.saveDocument());
process.exit(0);
