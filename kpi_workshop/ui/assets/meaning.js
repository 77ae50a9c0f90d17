// Finds what somebody's words mean, in the browser: the words need not leave it. The same as coach/growth/meaning.py.
const LONGEST = 6, NEAREST = 0.6, TOGETHER = 0.4;
const MARK = /\p{M}/u, WORD = /[\p{L}\p{N}]+/gu, ASCII = /^[\x00-\x7f]*$/;
const PARTS = /[,;+&]|(?<![\p{L}\p{N}_])(?:and|và)(?![\p{L}\p{N}_])/iu;

function stem(word) {
  if (word.length < 4) return word;
  for (const end of ["ing", "ed", "s"]) if (word.endsWith(end) && !word.endsWith("ss") && word.length - end.length >= 3) { word = word.slice(0, -end.length); break; }
  if (word.endsWith("e")) word = word.slice(0, -1);
  const last = word.at(-1);
  if (last === word.at(-2) && last !== "s") word = word.slice(0, -1);
  return word.endsWith("i") ? `${word.slice(0, -1)}y` : word;
}

// Diacritics stand behind the letters: both ways to place a tone mark are one.
function comparable(word) {
  if (ASCII.test(word)) return stem(word);
  const apart = [...word.normalize("NFD")];
  return apart.filter((sign) => !MARK.test(sign)).join("") + apart.filter((sign) => MARK.test(sign)).sort().join("");
}

function phrases(bySet) {
  const found = new Map();
  for (const [set, words] of Object.entries(bySet)) for (const phrase of words) found.set(phrase, [...(found.get(phrase) || []), set].sort());
  return found;
}

function normal(weights) {
  const length = Math.hypot(...weights.values());
  return length ? new Map([...weights].map(([feature, weight]) => [feature, weight / length])) : new Map();
}

const dot = (one, other) => [...one].reduce((sum, [feature, weight]) => sum + weight * (other.get(feature) || 0), 0);

// What an index of `Index.as_dict` finds: find(text) → [{ id, score }], meant(text) → ids.
export function meanings({ phrases: marked, plain, silent, articles, entries }, { least, also, sure }) {
  const sets = phrases(marked), bare = phrases(plain), hushed = new Set(silent), skipped = new Set(articles);
  const count = Object.keys(entries).length, spread = new Map();
  for (const said of Object.values(entries)) for (const feature of new Set(said.flat())) spread.set(feature, (spread.get(feature) || 0) + 1);
  const weights = new Map([...spread].map(([feature, times]) => [feature, Math.log(1 + count / times)]));
  const vector = (features) => normal(new Map(features.filter((feature) => weights.has(feature)).map((feature) => [feature, weights.get(feature)])));
  const known = Object.entries(entries).map(([id, said]) => {
    const each = said.map(vector), total = new Map();
    for (const one of each) for (const [feature, weight] of one) total.set(feature, (total.get(feature) || 0) + weight);
    return { id, each, all: normal(total) };
  });

  function features(text) {
    const forms = (text.normalize("NFC").toLowerCase().match(WORD) || []).map(comparable).filter((form) => !skipped.has(form));
    const lists = ASCII.test(text) ? bare : sets, found = [], left = [];
    for (let at = 0; at < forms.length;) {
      let size = LONGEST;
      while (size > 0 && !lists.has(forms.slice(at, at + size).join(" "))) size -= 1;
      if (size) found.push(...lists.get(forms.slice(at, at + size).join(" ")));
      left.push(size || hushed.has(forms[at]) ? "" : forms[at]);
      at += size || 1;
    }
    const pairs = left.slice(1).map((word, index) => (left[index] && word ? `${left[index]} ${word}` : "")).filter(Boolean);
    return [...found, ...[...left.filter(Boolean), ...pairs].map((word) => `=${word}`)];
  }

  function find(text, most = 3) {
    const said = vector(features(text));
    const hits = known.map(({ id, each, all }) => ({ id, score: NEAREST * Math.max(0, ...each.map((one) => dot(said, one))) + TOGETHER * dot(said, all) }));
    return hits.map(({ id, score }) => ({ id, score: Number(score.toFixed(4)) })).filter(({ score }) => score > least).sort((a, b) => b.score - a.score).slice(0, most);
  }

  function meant(text) {
    const hits = find(text), each = text.split(PARTS).filter((part) => part.trim()).map((part) => find(part)[0]);
    const several = [...new Set(each.map((hit) => hit?.id))];
    if (several.length > 1 && hits.length && several.includes(hits[0].id) && each.every((hit) => hit?.score >= sure)) return several;
    return hits.filter(({ score }) => score >= also * hits[0].score).map(({ id }) => id);
  }

  return { find, meant };
}
