import { useEffect, useRef, useState } from "preact/hooks";
import { ACTS, act as actOf, whom } from "../acts";
import { ApiError, newKey, post } from "../api";
import { actOpen, desk, inForce, link } from "../store";
import { Time } from "./ui";

type Phase = { at: "form" } | { at: "sending" } | { at: "sent"; id: string } | { at: "failed"; message: string };

/** One act of the kill switch: for whom, why, and the very words of what it stops and lets through. */
export function ActDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = actOpen.value;
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open) dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} class="modal" aria-labelledby="act-title" onClose={() => (actOpen.value = null)}>
      {open && <Form key={`${open.act} ${open.account}`} act={open.act} account={open.account} />}
    </dialog>
  );
}

function close(): void {
  actOpen.value = null;
}

function Form(props: { act: string; account: string }) {
  const [account, setAccount] = useState(props.account);
  const [reason, setReason] = useState("");
  const [phase, setPhase] = useState<Phase>({ at: "form" });
  // One key per opening of the dialog: trying again asks for the same control, not for another.
  const key = useRef(newKey());
  const act = actOf(props.act);
  const cut = link.value !== "live";
  const ready = reason.trim().length >= 3 && phase.at !== "sending" && !cut;

  const send = async (event: Event) => {
    event.preventDefault();
    if (!ready) return;
    setPhase({ at: "sending" });
    try {
      const answer = await post<{ id: string }>("/api/controls", { account, action: act.code, reason: reason.trim() }, { "Idempotency-Key": key.current });
      setPhase({ at: "sent", id: answer.id });
    } catch (failure) {
      const message = failure instanceof ApiError ? `${failure.message}${failure.requestId ? ` (request ${failure.requestId})` : ""}` : String(failure);
      setPhase({ at: "failed", message });
    }
  };

  if (phase.at === "sent") {
    const control = inForce.value[phase.id];
    return (
      <div class="form" role="status">
        <h2 id="act-title">{act.name}, {whom(account)}</h2>
        <p data-testid="act-result">
          {control ? <>In force since <Time at={control.effective_at} />.</> : "Requested. Waiting for the trading job to take it."}
        </p>
        <Effect act={act.code} />
        <div class="row end">
          <button type="button" class="primary" onClick={close}>Close</button>
        </div>
      </div>
    );
  }
  return (
    <form class="form" onSubmit={send}>
      <h2 id="act-title">{act.name} {whom(account)}</h2>
      <Effect act={act.code} />
      <label class="field">
        <span>Account</span>
        <select name="account" value={account} disabled={phase.at === "sending"} onChange={(e) => setAccount(e.currentTarget.value)}>
          <option value="*">All accounts</option>
          {(desk.value?.accounts ?? []).map((a) => <option key={a.account} value={a.account}>{a.account} ({a.state})</option>)}
        </select>
      </label>
      <label class="field">
        <span>Reason (kept with the control)</span>
        <input type="text" name="reason" required minLength={3} maxLength={500} value={reason} autoComplete="off" onInput={(e) => setReason(e.currentTarget.value)} />
      </label>
      {phase.at === "failed" && <p class="down-text" role="alert">{phase.message}</p>}
      {cut && <p class="down-text" role="alert">The page has lost the desk; nothing can be sent until it is back.</p>}
      <div class="row end">
        <button type="button" onClick={close}>Leave it</button>
        <button type="submit" class={act.code === "RESUME" ? "primary" : "danger"} disabled={!ready} data-testid="act-confirm">
          {act.name} {whom(account)}
        </button>
      </div>
    </form>
  );
}

function Effect(props: { act: string }) {
  const act = actOf(props.act);
  return (
    <dl class="effect" data-testid="act-effect">
      <div><dt>Stops</dt><dd>{act.stops}</dd></div>
      <div><dt>Lets through</dt><dd>{act.lets}</dd></div>
    </dl>
  );
}

/** The four acts and their lifting, a button each. */
export function ActButtons(props: { account: string }) {
  return (
    <div class="acts-row" role="group" aria-label={`Kill switch of ${whom(props.account)}`}>
      {ACTS.map((a) => (
        <button
          key={a.code}
          type="button"
          class={a.code === "RESUME" ? "" : "stop"}
          title={`Stops ${a.stops}`}
          data-testid={`act-${a.code}-${props.account}`}
          onClick={() => (actOpen.value = { act: a.code, account: props.account })}
        >
          {a.name}…
        </button>
      ))}
    </div>
  );
}
