import { describe, expect, test } from "vitest";
import { AREAS } from "./areas";
import { RESOURCES } from "./i18n";
import { en as kit } from "./kit/en";
import { LATER } from "./later";
import type { Words } from "./kit/translations";

const en = Object.assign({}, RESOURCES.en.translation, ...LATER.map((words) => words.en));
const ru = Object.assign({}, RESOURCES.ru.translation, ...LATER.map((words) => words.ru));

function leaves(tree: Words, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[path + key, value] as [string, string]]
      : leaves(value, `${path}${key}.`),
  );
}

/** Words that have a better one. */
const RETIRED = [
  /подсказк/i, // рекомендация
  /оценк/i, // балл, расчёт
  /ответ(ы|ов|а)? /i, // данные анкеты, поля
  /никто не подходит/i,
  /необработанн/i,
  /уволить|уволен/i,
  /открыть снова|учётная запись закрыта/i,
  /страницу показать нельзя/i,
  /мы повторяем попытки/i,
  /это не число|нужно (целое )?число/i,
  /гражданский брак|живут раздельно|человек в семье|указана почта/i,
  /\bhint\b/i, // recommendation
  /is away\b/i,
  /by ourselves/i,
  /dead letter/i, // failed job
  /\bfits\./i,
  /present (password|state)/i,
  /, please\b|fill this in/i,
  /number of the request|start page|cannot be shown/i,
  /no(body| client) fits|somebody else changed/i,
  /}} a (page|year)$/i, // per page, per year
  /people in the family|kind of income|barkeeper|flat of the employer/i,
  /could not be made|is new\.|answers/i,
  /open(ed)? again|lock .* out/i,
  /worth naming|strongest reason/i,
  /not for your role|look again|send all again/i,
];

const base = (key: string) => key.replace(/_(one|few|many|other)$/, "_n");
const holes = (text: string) => (text.match(/{{\w+}}/g) ?? []).sort().join();

describe("translations", () => {
  const english = leaves(en);
  const russian = leaves(ru);

  test("both languages say the same things", () => {
    expect(new Set(russian.map(([key]) => base(key)))).toEqual(
      new Set(english.map(([key]) => base(key))),
    );
  });

  test("both name the same values", () => {
    const known = new Map(english.map(([key, text]) => [base(key), holes(text)]));
    for (const [key, text] of russian) expect(holes(text), key).toBe(known.get(base(key)));
  });

  test.each(RETIRED)("neither says %s", (retired) => {
    expect([...english, ...russian].filter(([, text]) => retired.test(text))).toEqual([]);
  });

  test("percent stands as each language writes it", () => {
    expect(english.filter(([, text]) => /[\d}]\s%/.test(text))).toEqual([]);
    expect(russian.filter(([, text]) => /[\d}]%/.test(text))).toEqual([]);
  });

  test("plurals are complete in each language", () => {
    for (const [tree, forms] of [
      [english, ["one", "other"]],
      [russian, ["one", "few", "many", "other"]],
    ] as const) {
      const plural = tree.map(([key]) => key).filter((key) => /_(one|few|many|other)$/.test(key));
      for (const key of new Set(plural.map((name) => name.replace(/_[a-z]+$/, "")))) {
        expect(plural.filter((name) => name.replace(/_[a-z]+$/, "") === key).sort()).toEqual(
          forms.map((form) => `${key}_${form}`).sort(),
        );
      }
    }
  });

  test("every section belongs to one area", () => {
    const sections = [
      kit,
      ...AREAS.map(({ words }) => words.en),
      ...LATER.map((words) => words.en),
    ].flatMap(Object.keys);
    expect(sections.sort()).toEqual(Object.keys(en).sort());
  });
});
