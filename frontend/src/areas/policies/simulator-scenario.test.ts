import { expect, test } from "vitest";
import { readWanted } from "./simulator-address";
import type { Simulated } from "./simulator-queries";
import { inForce, scenarioOf, toRequest, withHandles } from "./simulator-scenario";

const OWN = { approveBelow: 0.019937, declineFrom: 0.139963 };
const BAND = {
  model: null,
  amount_from_rub: 1_000_000,
  approve_below: 0.002536,
  decline_from: 0.139963,
};
const ANSWER = {
  baseline: { approve_below: 0.019937, decline_from: 0.139963, lending: { bands: [BAND] } },
} as unknown as Simulated;
const wantedOf = (address: string) => readWanted(new URLSearchParams(address));

test("without a move the candidate is what is in force, to the digit, and bands are left out", () => {
  expect(toRequest(wantedOf(""), OWN, ANSWER).candidate).toEqual({
    cut_offs: { approve_below: 0.019937, decline_from: 0.139963 },
  });
});

test("a band that was moved is asked for with all others as they are", () => {
  const { candidate } = toRequest(wantedOf("cut=0.650.300&cut=own.420.300"), OWN, ANSWER);
  expect(candidate.cut_offs?.approve_below).toBe(0.029911);
  expect(candidate.cut_offs?.bands).toEqual([{ ...BAND, approve_below: 0.00127 }]);
});

test("before the first answer nobody knows the bands", () => {
  expect(toRequest(wantedOf("cut=0.650.300"), OWN).candidate.cut_offs?.bands).toBeUndefined();
});

test("each segment has the cut-offs of its band", () => {
  expect(inForce(ANSWER.baseline, 0).approveBelow).toBe(0.002536);
  expect(inForce(ANSWER.baseline, null)).toEqual(OWN);
  const segment = {
    model: null,
    amount_from_rub: 0,
    baseline_approve_below: 0.019937,
    baseline_decline_from: 0.139963,
    candidate_approve_below: 0.019937,
    candidate_decline_from: 0.139963,
    count: 1,
  };
  const scenario = scenarioOf(
    [
      { ...segment, band: null },
      { ...segment, band: 0, baseline_approve_below: 0.002536 },
    ],
    wantedOf("cut=0.650.300").moved,
  );
  expect(scenario.map(({ approveBelow }) => approveBelow)).toEqual([0.019937, 0.00127]);
});

test("handles that are back where they were say nothing", () => {
  const standing = { approve: 450, decline: 300 };
  const moved = withHandles(new Map(), null, { approve: 420, decline: 300 }, standing);
  expect([...moved.keys()]).toEqual([null]);
  expect(withHandles(moved, null, standing, standing).size).toBe(0);
});
