/** What a form refuses is said at its field, and the focus goes there. */

import type { FormErrors, UseFormReturnType } from "@mantine/form";

type Form = Pick<UseFormReturnType<object>, "getInputNode">;

/** Returns what a form does when it is sent with faults: the focus goes to the first of them. */
export function toFirstFault(form: Form) {
  return (faults: FormErrors, values: object) => {
    const first = Object.keys(values).find((field) => faults[field]);
    if (first) form.getInputNode(first)?.focus();
  };
}

/** Says at a field what the server refuses, and goes there. */
export function showFault<Field extends string>(
  form: Form & { setFieldError: (field: Field, error: string) => void },
  field: Field,
  text: string,
) {
  form.setFieldError(field, text);
  form.getInputNode(field)?.focus();
}
