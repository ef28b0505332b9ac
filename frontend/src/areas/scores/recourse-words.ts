/** What the part "What you can do" says; it brings it along. */

export const en = {
  recourse: {
    title: "What you can do",
    asOf: "By the rules and the model of {{date}}. Each way was calculated; the easiest comes first.",
    way: "Way {{number}}",
    pay_on_time_one: "Make every payment on time for {{count}} month",
    pay_on_time_other: "Make every payment on time for {{count}} months",
    pay_up: "Pay what is overdue on credit {{id}}",
    pay_up_sum: "Pay what is overdue on credit {{id}}: {{sum}}",
    pay_off: "Pay off credit {{id}} early",
    smaller_amount: "Apply for {{amount}}",
    longer_term_one: "Apply for a term of {{count}} month",
    longer_term_other: "Apply for a term of {{count}} months",
    approve: "Then the bank's rules recommend approval.",
    review: "Then a bank employee decides instead of a refusal.",
    points: "About {{points}} points, grade {{grade}}.",
    nothingToDo: "Nothing needs to be done: the bank's rules recommend approval today.",
    none: "Nothing that we have calculated, such as a year of payments on time, changes the recommendation. Ask your manager what else may help.",
    noPromise:
      "This is no promise: the bank decides on each application anew, and its rules may change.",
  },
};

export const ru = {
  recourse: {
    title: "Что вы можете сделать",
    asOf: "По правилам и модели на {{date}}. Каждый способ рассчитан; первым стоит самый лёгкий.",
    way: "Способ {{number}}",
    pay_on_time_one: "Вносить все платежи в срок {{count}} месяц",
    pay_on_time_few: "Вносить все платежи в срок {{count}} месяца",
    pay_on_time_many: "Вносить все платежи в срок {{count}} месяцев",
    pay_on_time_other: "Вносить все платежи в срок {{count}} месяца",
    pay_up: "Погасить просрочку по кредиту № {{id}}",
    pay_up_sum: "Погасить просрочку по кредиту № {{id}}: {{sum}}",
    pay_off: "Досрочно погасить кредит № {{id}}",
    smaller_amount: "Запросить {{amount}}",
    longer_term_one: "Запросить срок {{count}} месяц",
    longer_term_few: "Запросить срок {{count}} месяца",
    longer_term_many: "Запросить срок {{count}} месяцев",
    longer_term_other: "Запросить срок {{count}} месяца",
    approve: "Тогда правила банка рекомендуют одобрение.",
    review: "Тогда вместо отказа решение примет сотрудник банка.",
    points: "Около {{points}} баллов, класс {{grade}}.",
    nothingToDo: "Ничего делать не нужно: правила банка уже сегодня рекомендуют одобрение.",
    none: "Ничто из рассчитанного, например год платежей в срок, рекомендацию не меняет. Спросите менеджера, что ещё может помочь.",
    noPromise:
      "Это не обещание: банк решает по каждой заявке заново, и его правила могут измениться.",
  },
};
