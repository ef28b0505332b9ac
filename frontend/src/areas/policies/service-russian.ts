/** What the service says of policies and models in English alone, in Russian. */

import { useTranslation } from "react-i18next";

const CONFLICTS: Record<string, string> = {
  "An emergency policy waits for its confirmation":
    "Экстренная политика ждёт подтверждения: сначала решите по ней.",
  "Your roll back of it was taken back":
    "Ваш откат уже отменили. Попросите сделать его другого сотрудника.",
  "Your last emergency was taken back":
    "Вашу прошлую экстренную политику отменили. Пусть эту согласует другой сотрудник.",
  "Simulate this policy first": "Сначала просимулируйте эту политику.",
  "waits for approval. One at a time": "Другая версия ждёт согласования: сначала решите по ней.",
  "Say first why this policy": "Сначала обоснуйте, зачем менять действующую политику.",
  "This policy says something else": "Текст политики с тех пор изменился. Обновите страницу.",
  "This policy waits for no confirmation": "Политика уже не ждёт подтверждения. Обновите страницу.",
  "Name a moment within the next":
    "Укажите время в пределах ближайших месяцев или введите политику в силу сейчас.",
  "This simulation is of another policy": "Это симуляция другой политики. Просимулируйте эту.",
  "The policy in force has changed since. Simulate":
    "Действующая политика с тех пор сменилась. Просимулируйте эту заново.",
  "The policy in force has changed since this draft":
    "Действующая политика с тех пор сменилась. Просимулируйте эту заново.",
  "The policy in force has changed since. Ask":
    "Действующая политика с тех пор сменилась. Создайте запрос заново.",
  "This policy is ": "Состояние политики уже другое. Обновите страницу.",
  "There are no such scores":
    "Таких расчётов нет. Выберите другие или сначала пересчитайте клиентов.",
  "Only challengers are compared": "Сравнивать можно только претендентов. Обновите страницу.",
  "These two are being compared already": "Их уже сравнивают. Дождитесь результата.",
  "Only challengers are promoted": "Ввести в действие можно только претендента. Обновите страницу.",
  "Another request waits for a second person":
    "Другой запрос ждёт второго человека: сначала решите по нему.",
  "This comparison is of other bundles": "Это сравнение других пакетов. Сравните эти два.",
  "This comparison has no figures": "В этом сравнении нет показателей. Сравните заново.",
  "This comparison was made under another policy":
    "Сравнение сделано при другой политике. Сравните заново.",
  "This comparison is older than": "Сравнение устарело. Сравните заново.",
  "This request names another bundle": "В запросе теперь другой пакет. Обновите страницу.",
  "This request is ": "По запросу уже решили. Обновите страницу.",
  "challengers already. Retire": "Претендентов уже слишком много: сначала снимите одного из них.",
  "is no challenger any more": "Этот пакет уже не претендент. Обновите страницу.",
  "A request names this bundle": "Этот пакет назван в запросе: сначала решите по нему.",
  "replaced none that one could return to":
    "Возвращаться не к чему: до действующего пакета другого не было.",
  "There is no policy": "Такой политики нет. Выберите другую.",
  "Take the one in force":
    "Эту политику взять нельзя: выберите действующую или согласованную после симуляции.",
};

const FIGURES: Record<string, string> = {
  "lies inside a grade":
    "порог внутри класса. Возьмите его границу или подтвердите, что так и задумано",
  "a cure period and a silence": "оба срока – не меньше месяца",
  "the figures of knock-outs are above zero": "значения должны быть больше нуля",
  "nobody under 18 is lent to": "возраст – не меньше 18 лет",
  "the least is not above the most": "наименьшее не может быть больше наибольшего",
  "needs 0 < approve_below <= decline_from < 1":
    "PD одобрения должна быть больше 0 и не выше PD отказа, а та меньше 100 %",
  "a band begins with an amount": "сумма – не меньше нуля",
  "a limit is 0 to 120 monthly incomes": "лимит – от 0 до 120 месячных доходов",
  "thin_file_share is 0 to 1": "доля – от 0 до 100 %",
  "what a person decides alone": "сумма должна быть больше нуля",
  "there is no rule": "такого правила нет. Обновите страницу",
  "loss_given_default is above 0": "LGD – больше 0 и не больше 100 %",
  "score_age_hours is 1 or more": "не меньше часа",
  "two bands are for one model": "пороги для этой модели и суммы уже есть",
  "lending rules have no": "такого значения нет. Обновите страницу",
  "is a share of the income": "доля дохода должна быть больше 0 и не больше 200 %",
  "the master scale has no such grade": "такого класса на шкале нет. Обновите страницу",
  "should be greater than": "слишком мало",
  "should be less than": "слишком много",
  "valid integer": "нужно целое",
};

const KNOWN = Object.entries({ ...CONFLICTS, ...FIGURES });

/** Returns the Russian of what the service said; undefined of what nobody has put into Russian. */
export function inRussian(said: string): string | undefined {
  return KNOWN.find(([part]) => said.includes(part))?.[1];
}

/** Returns what the service said in the reader's language, as far as it is known there. */
export function useSaid(): (said: string) => string {
  const { language } = useTranslation().i18n;
  return (said) => (language === "ru" && inRussian(said)) || said;
}
