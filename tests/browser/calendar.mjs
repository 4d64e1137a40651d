// Reads calendars with ical.js: the folder of its package and their paths are arguments, what it found goes out as JSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [, , folder, ...paths] = process.argv;
const ICAL = (await import(pathToFileURL(createRequire(folder + "/").resolve("ical.js")))).default;
const plain = (value) => (value && value.toString ? value.toString() : null);
const found = paths.map((path) => {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(path, "utf8")));
  return {
    name: plain(calendar.getFirstPropertyValue("name")),
    entries: calendar.getAllSubcomponents().map((each) => [
      each.name,
      ...["uid", "summary", "dtstart", "dtend", "due", "description"].map((name) => plain(each.getFirstPropertyValue(name))),
    ]),
  };
});
console.log(JSON.stringify(found));
