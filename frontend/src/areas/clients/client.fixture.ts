/** A client for tests. */

import type { Client } from "./queries";

export const CLIENT: Client = {
  id: 17,
  user_id: 54,
  manager_id: 3,
  first_name: "Анна",
  last_name: "Иванова",
  updated_at: "2026-11-23T09:00:00Z",
  code_gender: "F",
  flag_own_car: "N",
  flag_own_realty: "Y",
  cnt_children: 1,
  amt_income_total: "157500.00",
  name_income_type: "Working",
  name_education_type: "Higher education",
  name_family_status: "Married",
  name_housing_type: "House / apartment",
  born_on: "1991-04-20",
  employed_since: "2020-01-18",
  flag_work_phone: 0,
  flag_phone: 1,
  flag_email: 0,
  occupation_type: null,
  cnt_fam_members: 3,
  as_of: "2026-11-24",
  days_birth: -13_002,
  days_employed: -2_502,
  age_group: "35-45",
  days_employed_bin: "5-10 year",
  freshness: "current",
};
