// How far a learner has come: kept in this browser, and by the kernel where the page is a cell of a notebook.
import { useEffect, useState } from "./vendor/htm-preact.js";
import { OURS, storage } from "./wire.js";

const KEY = "course";

export function useProgress(wire) {
  const [progress, setProgress] = useState(() => storage.fields(KEY));
  const keep = (exercise, record) => {
    const known = storage.fields(KEY); // other tabs write as well
    const next = { ...known, [exercise]: { ...known[exercise], ...record, at: Date.now() } };
    storage.set(KEY, next);
    setProgress(next);
    if (!OURS) wire.send({ t: "keep", progress: { [exercise]: next[exercise] } });
  };
  useEffect(() => wire.listen((heard) => {
    if (heard?.t !== "welcome" || !heard.progress) return;
    const known = storage.fields(KEY), next = { ...heard.progress };
    for (const [exercise, record] of Object.entries(known)) if (!(next[exercise]?.at > record.at)) next[exercise] = record;
    storage.set(KEY, next);
    setProgress(next);
  }), [wire]);
  return [progress, keep];
}

export const isDone = (record) => Boolean(record?.status) && record.status !== "unanswered";
