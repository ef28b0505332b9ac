import { expect, test } from "vitest";
import { joinContacts, toChanges, toContacts } from "./contact-form";

const KNOWN = {
  last_name: "Иванова",
  first_name: "Анна",
  patronymic: "",
  phone: "+79161234567",
  email: null,
  external_id: "C-1",
};

test("what is left as it was is no change, and what is emptied is taken away", () => {
  const typed = toContacts(KNOWN);
  expect(toChanges(typed, KNOWN)).toEqual({});
  expect(
    toChanges({ ...typed, phone: " ", email: " a@b.ru ", patronymic: "Петровна" }, KNOWN),
  ).toEqual({ phone: null, email: "a@b.ru", patronymic: "Петровна" });
  expect(toChanges({ ...typed, last_name: "" }, KNOWN)).toEqual({ last_name: "" });
});

test("of two who change a client the slower keeps what they typed and sees the other's", () => {
  const typed = { ...toContacts(KNOWN), phone: "+79990000000", email: "mine@example.com" };
  const now = { ...KNOWN, phone: "+78880000000", patronymic: "Сергеевна" };
  const { joined, clashes } = joinContacts(typed, KNOWN, now);
  expect(joined).toEqual({
    ...toContacts(KNOWN),
    patronymic: "Сергеевна",
    phone: "+79990000000",
    email: "mine@example.com",
  });
  expect(clashes).toEqual({ phone: "+78880000000" });
});

test("who changed the same to the same is no clash", () => {
  const typed = { ...toContacts(KNOWN), email: "a@example.com" };
  expect(joinContacts(typed, KNOWN, { ...KNOWN, email: "a@example.com" }).clashes).toEqual({});
});
