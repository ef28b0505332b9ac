/**
 * What the card of the release says, in Russian. A card belongs to its signed bundle and is written
 * in English; what somebody else's card says is shown as they wrote it.
 */
export const RUSSIAN: Readonly<Record<string, string>> = {
  "The behavioural model needs an open credit with six months of payments.":
    "Поведенческой модели нужен открытый кредит с шестью месяцами платежей.",
  "The thin-file model separates little where a person has no other credit.":
    "Модель короткой истории слабо различает заёмщиков, у которых нет другого кредита.",
  "Without any payment month nothing can be told: the PD is the segment's, and a person decides.":
    "Без единого месяца платежей судить не о чем: PD берётся по сегменту, решает сотрудник.",
  "Trained on a public data set of one lender: validate and recalibrate it on your own first.":
    "Обучена на открытых данных одного кредитора: сначала проверьте и перекалибруйте её на своих.",
  "Few people who had defaulted before were seen: rules ask for a review of them.":
    "Заёмщиков с дефолтом в прошлом в данных мало: правила направляют их на рассмотрение.",
  "Who is 90 or more days past due has defaulted; no model is asked.":
    "Просрочка от 90 дней — это дефолт, модель в таких случаях не применяется.",
  "Levels are those of the newest months of the data; a downturn is not in them.":
    "Уровень PD взят по последним месяцам данных; спада экономики в них нет.",
  "A decision is a hint; people decide what lies between the cut-offs.":
    "Модель только рекомендует: по заявкам между порогами решают люди.",
  "an open credit falls 90 or more days behind within 12 months":
    "просрочку от 90 дней по открытому кредиту в ближайшие 12 месяцев",
  "a new credit falls 90 or more days behind within 12 months":
    "просрочку от 90 дней по новому кредиту в ближайшие 12 месяцев",
};
