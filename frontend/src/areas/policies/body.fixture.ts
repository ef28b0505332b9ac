import type { PolicyBody } from "./queries";

/** A policy as the service tells it. */
export const body: PolicyBody = {
  dated: "2026-11-28",
  approve_below: 0.019937,
  decline_from: 0.139963,
  hard_rules: { cure_months: 3, longest_silence_months: 3 },
  lending: {
    knock_outs: {
      least_age_years: 18,
      most_age_years_at_end: 75,
      least_income_rub_month: 10_000,
      least_amount_rub: 10_000,
      most_amount_rub: 5_000_000,
      least_term_months: 3,
      most_term_months: 120,
      most_burden: 0.8,
    },
    bands: [
      {
        model: null,
        amount_from_rub: 1_000_000,
        approve_below: 0.002536,
        decline_from: 0.139963,
      },
    ],
    limits: {
      most_payment_to_income: 0.5,
      incomes_by_grade: { A: 24, B: 18, C: 9, D: 3 },
      thin_file_share: 0.5,
    },
    authorities: {
      alone_up_to_rub: 1_000_000,
      alone_up_to_expected_loss_rub: 50_000,
      second_against_knock_out: true,
      never_overridden: ["IN_DEFAULT", "TOO_YOUNG"],
    },
    little_told_by: ["thin_file", "segment"],
    loss_given_default: 0.45,
    score_age_hours: 24,
  },
};
