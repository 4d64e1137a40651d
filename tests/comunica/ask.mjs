// Ask with Comunica as it is: a source, a query, and a date that goes with each request, if there is one.
import { QueryEngine } from "@comunica/query-sparql";

const [source, query, date] = process.argv.slice(2);
const dated = (address, init = {}) => {
  const headers = new Headers(init.headers);
  if (date) headers.set("accept-datetime", date);
  return fetch(address, { ...init, headers });
};
const rows = await new QueryEngine().queryBindings(query, { sources: [source], fetch: dated });
for (const row of await rows.toArray()) console.log(JSON.stringify(Object.fromEntries([...row].map(([v, t]) => [v.value, t.value]))));
