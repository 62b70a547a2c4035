// Fill a paper with pdf-lib, which many web pages stand on (npm: pdf-lib or @cantoo/pdf-lib, @pdf-lib/fontkit);
// with a font's path at the end it draws the words with it and flattens the form.
import { readFile, writeFile } from "node:fs/promises";

const [name, source, target, answers, font] = process.argv.slice(2);
const { PDFDocument, PDFRadioGroup } = await import(name);
const fontkit = (await import("@pdf-lib/fontkit")).default;
const given = JSON.parse(answers);
const paper = await PDFDocument.load(await readFile(source));
const form = paper.getForm();
for (const field of form.getFields()) {
  const said = given[field.getName()];
  if (said === undefined) continue;
  if (field instanceof PDFRadioGroup) field.select(said);
  else field.setText(said);
}
if (font) {
  paper.registerFontkit(fontkit);
  form.updateFieldAppearances(await paper.embedFont(await readFile(font)));
  form.flatten({ updateFieldAppearances: false });
}
await writeFile(target, await paper.save({ updateFieldAppearances: false }));
