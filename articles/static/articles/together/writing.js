// Writing in one text with others: joined when somebody else comes, in turns of about a second while they are there.
import { pm } from "django-prose-editor/editor";
import { BY_ITSELF, send } from "../sending.js";
import { difference, unread } from "./difference.js";
import { notTaken, quiet, receive, sending, taken } from "./receiving.js";
import { key, shared } from "./shared.js";

const { Step } = pm.transform;
const form = document.getElementById("article_form");
/** Milliseconds between two turns: while somebody writes, while nobody does, while nobody else is there. */
const BUSY = Number(form.dataset.turn);
const [CALM, ALONE] = [2 * BUSY, 8 * BUSY];
/** Milliseconds after which those who wrote are taken to rest. */
const RESTS = 10_000;
/** Letters of steps that are sent as files are. */
const LONG = 20_000;
/** Steps of one request. */
const MOST = 400;

/** `name`: of this window; `others`: how many others are here now; `told`: called when that it is apart has changed. */
export class Writing {
  constructor(name, others, told) {
    Object.assign(this, {
      name,
      others,
      told,
      isApart: false,
      epoch: "",
      timer: 0,
      turning: null,
      wroteAt: 0,
      troubles: 0,
      joining: false,
      isOver: false,
    });
  }

  get editor() {
    return document.querySelector(".line.body .ProseMirror").editor;
  }

  body(more) {
    return (token) => {
      // Short ones in the form that costs the server least to read.
      const sent = more.steps?.length > LONG ? new FormData() : new URLSearchParams();
      const all = { csrfmiddlewaretoken: token, typed_by: form.dataset.person, window: this.name, ...more };
      for (const [name, value] of Object.entries(all)) sent.set(name, value);
      return sent;
    };
  }

  async ask(act, more, headers = {}) {
    const { response, problem } = await send(form.dataset[act], this.body(more), "application/json", headers);
    return response ? await response.json().catch(() => ({ problem: "away" })) : { problem };
  }

  /** With the others' text, and ours on top of it; not where they began from another save than we did. */
  async join() {
    if (this.epoch || this.joining || this.isOver) return;
    this.joining = true;
    const { revision, shared: known } = form.elements;
    const answer = await this.ask("join", { revision: revision.value, shared: known.value }, BY_ITSELF);
    this.joining = false;
    const isApart = !answer.epoch && !answer.problem;
    if (isApart !== this.isApart) {
      this.isApart = isApart;
      this.told();
    }
    if (!answer.epoch) return;
    const { editor } = this;
    const start = editor.schema.nodeFromJSON(answer.doc);
    editor.view.dispatch(quiet(unread(start, editor.state.tr)));
    const unconfirmed = difference(start, editor.state.doc);
    this.epoch = answer.epoch;
    editor.registerPlugin(shared({ version: answer.version, name: this.name, unconfirmed }));
    this.takeIn(answer.steps);
    if (unconfirmed.length) await this.noted();
    this.next(0);
  }

  /** What was typed before is in a draft that does not know of this text yet, and would bring it in once more. */
  async noted() {
    const kept = [];
    form.dispatchEvent(new CustomEvent("story:shared", { detail: kept }));
    await Promise.all(kept);
  }

  /** The others' text is no more, or does not take ours: what is here stays as it is, and is merged when it is saved. */
  leave(isOver) {
    clearTimeout(this.timer);
    this.epoch = "";
    this.isOver = isOver;
    this.editor.unregisterPlugin(key);
  }

  next(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.turn(), wait);
  }

  /** One request at a time: what is unconfirmed goes out, what others wrote comes in. */
  turn() {
    this.turning ??= this.turnOnce().finally(() => {
      this.turning = null;
      if (this.epoch) this.next(this.wait());
    });
    return this.turning;
  }

  wait() {
    if (!this.others()) return ALONE;
    if (this.troubles) return Math.min(ALONE, this.troubles * CALM);
    return Date.now() - this.wroteAt < RESTS ? BUSY : CALM;
  }

  async turnOnce() {
    clearTimeout(this.timer);
    const { view } = this.editor;
    const { version, unconfirmed } = key.getState(view.state);
    if (!unconfirmed.length && !this.others()) return;
    const steps = sending(view, MOST);
    const more = { epoch: this.epoch, version, steps: JSON.stringify(steps) };
    const answer = await this.ask("together", more, BY_ITSELF);
    this.troubles = answer.problem ? this.troubles + 1 : 0;
    while (view.composing) await new Promise((done) => setTimeout(done, 50));
    if (answer.gone || answer.problem === "refused") this.leave(!answer.gone);
    else if (answer.steps) {
      if (answer.steps.length || steps.length) this.wroteAt = Date.now();
      if (answer.taken && !answer.steps.length) taken(view, steps.length);
      this.takeIn(answer.steps);
    }
  }

  /** Steps as the server has them, each with its window. */
  takeIn(told) {
    const { view, schema } = this.editor;
    receive(view, told.map(([step, name]) => ({ step: Step.fromJSON(schema, step), isOwn: name === this.name })));
    // What is not among them by now was not taken, and goes out as it stands now.
    notTaken(view);
    form.elements.shared.value = `${this.epoch}:${key.getState(view.state).version}`;
  }

  /** Before a save: the others' text has all of ours. */
  async flush() {
    for (let tries = 0; this.epoch && tries < 3; tries++) {
      await this.turning;
      if (this.epoch) await this.turn();
      if (!this.epoch || this.troubles || !key.getState(this.editor.state).unconfirmed.length) return;
    }
  }

  /** The page is left: what is not sent yet, without waiting for an answer. */
  last() {
    if (!this.epoch) return;
    const { view } = this.editor;
    const { version, unconfirmed } = key.getState(view.state);
    if (!unconfirmed.length) return;
    const steps = JSON.stringify(sending(view, MOST));
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    navigator.sendBeacon(form.dataset.together, this.body({ epoch: this.epoch, version, steps })(token));
  }
}
