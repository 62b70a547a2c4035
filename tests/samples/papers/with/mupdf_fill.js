// Fill a paper with MuPDF (mutool run mupdf_fill.js SOURCE TARGET ANSWERS).
var given = JSON.parse(scriptArgs[2]);
var paper = new PDFDocument(scriptArgs[0]);
function states(field) {
  var found = [];
  field.get("AP").get("N").forEach(function (state) { found.push(String(state)); });
  return found;
}
for (var number = 0; number < paper.countPages(); number++) {
  var annotations = paper.findPage(number).get("Annots");
  var page = paper.loadPage(number);
  var widgets = page.getWidgets();
  for (var at = 0; at < widgets.length; at++) {
    var field = annotations.get(at);
    var owner = field.get("T") ? field : field.get("Parent");
    var said = given[owner.get("T").asString()];
    if (!said) continue;
    if (widgets[at].getFieldType() === "text") widgets[at].setTextValue(said);
    else if (states(field).indexOf(said) >= 0) widgets[at].toggle();
  }
  page.update();
}
paper.save(scriptArgs[1], "incremental");
