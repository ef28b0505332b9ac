/** What the part about challengers says; it brings it along. */

import type { Russian } from "../../kit/translations";

export const en = {
  challengers: {
    title: "What challengers say",
    what: "They score in the shadow and decide nothing.",
    name: "Model",
    proba: "PD",
    inForce: "In force: {{version}}",
  },
};

export const ru: Russian<typeof en> = {
  challengers: {
    title: "Что говорят претенденты",
    what: "Они считают в тени и ничего не решают.",
    name: "Модель",
    proba: "PD",
    inForce: "Действующая: {{version}}",
  },
};
