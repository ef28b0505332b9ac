import { expect, test } from "vitest";
import { fileFault, LARGEST_MEGABYTES, sizeIn } from "./limits";

const MEGABYTE = 2 ** 20;

test.each([
  [[], "noFile"],
  [[1, 1], "oneFile"],
  [[0], "emptyFile"],
  [[LARGEST_MEGABYTES * MEGABYTE + 1], "tooLarge"],
  [[LARGEST_MEGABYTES * MEGABYTE], null],
  [[1], null],
])("files of %o bytes: %s", (sizes, fault) => {
  expect(fileFault(sizes.map((size) => ({ size })))).toBe(fault);
});

test.each([
  [1, { unit: "kilobytes", size: 1 }],
  [MEGABYTE - 1, { unit: "kilobytes", size: 1024 }],
  [MEGABYTE * 1.5, { unit: "megabytes", size: 1.5 }],
])("%i bytes are %o", (bytes, said) => {
  expect(sizeIn(bytes)).toEqual(said);
});
