import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FormProblem } from './form-problem.ts';

/**
 * The errors that a form shows at its fields. An error goes away once its field is corrected: what is typed now was not
 * refused.
 */
export class FieldErrors implements ReactiveController {
  readonly #host: ReactiveControllerHost & EventTarget;
  readonly #pathsOf: (id: string) => readonly string[];
  /** The problem whose error is shown, by the error's path. */
  readonly #shown = new Map<string, FormProblem>();
  readonly #corrected = new Map<string, FormProblem>();

  /** `pathsOf` returns the paths of the errors that a change of this field corrects, where they are not its id. */
  constructor(host: ReactiveControllerHost & EventTarget, pathsOf = (id: string): readonly string[] => [id]) {
    this.#host = host;
    this.#pathsOf = pathsOf;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('input', this.#correct);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('input', this.#correct);
  }

  /** The message for one field; '' if nothing is wrong with it, or it was corrected since. */
  at(problem: FormProblem | null, path: string): string {
    if (problem === null || this.#corrected.get(path) === problem) return '';
    this.#shown.set(path, problem);
    return problem.errors.find((error) => error.path === path)?.message ?? '';
  }

  /** Of radio buttons, which are one field, only the name is the field's. */
  #correct = (event: Event): void => {
    const { id, name } = event.composedPath()[0] as HTMLInputElement;
    this.correct(id || name);
  };

  /** The field with this id has another value. Called for what no person types, such as a suggestion. */
  correct(id: string): void {
    const shown = this.#pathsOf(id).filter((path) => this.#shown.has(path));
    for (const path of shown) this.#corrected.set(path, this.#shown.get(path)!);
    if (shown.length > 0) this.#host.requestUpdate();
  }
}
