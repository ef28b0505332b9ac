import { describe, expect, test } from "vitest";
import type { Worklist, WorkRow } from "./queries";
import { nameOf, placeOf, rowsOf, snoozeDays, successorOf, without } from "./rows";

function row(id: number, values: Partial<WorkRow> = {}): WorkRow {
  return {
    key: `client-${id}-0123456789ab`,
    group: "call",
    client_id: id,
    application_id: null,
    last_name: "Иванова",
    first_name: "Анна",
    patronymic: "Сергеевна",
    number: null,
    phone: null,
    reasons: [],
    next_step: "call",
    amount_overdue: null,
    expected_loss: null,
    points: null,
    grade: null,
    ...values,
  };
}

const [first, second, third] = [row(1), row(2), row(3)];
const LIST: Worklist = {
  as_of: "2026-11-28",
  groups: [
    { group: "call", items: [first, second], has_more: false },
    { group: "look_at", items: [third], has_more: true },
  ],
  next: null,
};

describe("rows of work", () => {
  test("are named as on the card, and lead to it", () => {
    expect(nameOf(first)).toBe("Иванова Анна Сергеевна");
    expect(nameOf(row(1, { patronymic: "" }))).toBe("Иванова Анна");
    expect(placeOf(first)).toBe("/clients/1");
    expect(placeOf(row(1, { application_id: "a-1" }))).toBe("/applications/a-1");
  });

  test("lead over the groups to the next one, at the end to the one before", () => {
    const rows = rowsOf(LIST);
    expect(successorOf(rows, second.key)).toBe(third);
    expect(successorOf(rows, third.key)).toBe(second);
    expect(successorOf([first], first.key)).toBeUndefined();
  });

  test("are gone at once, and nothing else is", () => {
    const rest = without(LIST, first.key);
    expect(rowsOf(rest)).toEqual([second, third]);
    expect(rest.groups[1]).toEqual(LIST.groups[1]);
  });

  test("are put off from tomorrow on, over the ends of months and years", () => {
    const days = snoozeDays("2026-11-28");
    expect(days.usual.map(({ date }) => date)).toEqual([
      "2026-11-29",
      "2026-12-01",
      "2026-12-05",
      "2026-12-28",
    ]);
    expect([days.first, days.last]).toEqual(["2026-11-29", "2027-02-26"]);
  });
});
