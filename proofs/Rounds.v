(** * Rounds: what is found step by step is found after as many rounds as there are findings *)

From Coq Require Import ZArith Arith Bool List Lia.
Import ListNotations.
From Triage Require Import Language Check Basics.

(** ** Any search in rounds, in which more found before can't make less be found *)

Section Rounds.

Variable V : vocabulary.
Variable passes_after : list name -> finding -> bool.
Hypothesis monotone : forall ns ms F, incl ns ms -> passes_after ns F = true -> passes_after ms F = true.

Fixpoint rounds (k : nat) : list name :=
  match k with 0 => [] | S fewer => map name_of (filter (passes_after (rounds fewer)) V) end.

Definition found_in (k : nat) : list finding := filter (passes_after (rounds k)) V.

Lemma filter_incl (f g : finding -> bool) Fs :
  (forall F, f F = true -> g F = true) -> incl (map name_of (filter f Fs)) (map name_of (filter g Fs)).
Proof.
  intros H n Hn. apply in_map_iff in Hn. destruct Hn as [F [<- HF]]. apply filter_In in HF. apply in_map, filter_In.
  destruct HF as [HF Hf]. auto.
Qed.

Lemma rounds_grow k : incl (rounds k) (rounds (S k)).
Proof.
  induction k as [| k IH]; [intros n [] |]. cbn [rounds] in *. apply filter_incl. intros F. now apply monotone.
Qed.

Lemma filter_more (f g : finding -> bool) Fs :
  (forall F, f F = true -> g F = true) ->
  length (filter f Fs) < length (filter g Fs) \/ filter f Fs = filter g Fs.
Proof.
  intros H. assert (Hle : forall Gs, length (filter f Gs) <= length (filter g Gs)).
  { intros Gs. induction Gs as [| G Gs IH]; [reflexivity |]. cbn. destruct (f G) eqn:E; [rewrite (H G E); cbn; lia |].
    destruct (g G); cbn; lia. }
  induction Fs as [| F Fs IH]; [now right |]. cbn. destruct (f F) eqn:E.
  - rewrite (H F E). cbn. destruct IH as [IH | IH]; [left; lia | right; now rewrite IH].
  - destruct (g F); [left; cbn; specialize (Hle Fs); lia | exact IH].
Qed.

Lemma next_round k : found_in k = found_in (S k) \/ length (found_in k) < length (found_in (S k)).
Proof.
  destruct (filter_more (passes_after (rounds k)) (passes_after (rounds (S k))) V) as [H | H]; [| now right | now left].
  intros F. apply monotone, rounds_grow.
Qed.

Lemma rest_stays k : found_in k = found_in (S k) -> found_in (S k) = found_in (S (S k)).
Proof.
  intros H. assert (E : rounds (S (S k)) = rounds (S k)).
  { change (map name_of (found_in (S k)) = map name_of (found_in k)). now rewrite H. }
  unfold found_in at 2. now rewrite E.
Qed.

(** Either each round so far found something new, or one found nothing, and then none does any more. *)
Lemma rounds_find_or_rest k : k <= length (found_in k) \/ found_in k = found_in (S k).
Proof.
  induction k as [| k [IH | IH]]; [left; apply Nat.le_0_l | | right; now apply rest_stays].
  destruct (next_round k) as [H | H]; [right; now apply rest_stays | left; lia].
Qed.

Lemma filter_shorter (f : finding -> bool) Fs : length (filter f Fs) <= length Fs.
Proof. induction Fs as [| F Fs IH]; [reflexivity |]. cbn. destruct (f F); cbn; lia. Qed.

Theorem rounds_suffice : rounds (S (S (length V))) = rounds (S (length V)).
Proof.
  change (map name_of (found_in (S (length V))) = map name_of (found_in (length V))). f_equal. symmetry.
  destruct (rounds_find_or_rest (length V)) as [H | H]; [| exact H].
  destruct (next_round (length V)) as [E | L]; [exact E |]. exfalso.
  pose proof (filter_shorter (passes_after (rounds (S (length V)))) V) as M. unfold found_in in *. lia.
Qed.

End Rounds.

(** ** Relevance *)

Lemma existsb_monotone {X} (f g : X -> bool) xs :
  (forall x, f x = true -> g x = true) -> existsb f xs = true -> existsb g xs = true.
Proof. intros H. rewrite !existsb_exists. intros [x [Hx Hf]]. exists x. auto. Qed.

Lemma open_in_monotone V A ns ms n : incl ns ms -> open_in V A ns n = true -> open_in V A ms n = true.
Proof.
  intros H. unfold open_in. destruct (owner V n) as [F |]; [| trivial]. rewrite !andb_true_iff, !mem_In. intuition.
Qed.

Lemma could_monotone V A ns ms l : incl ns ms -> could V A ns l = true -> could V A ms l = true.
Proof.
  intros H. destruct l as [f | n op line | n os]; cbn [could about].
  - rewrite !orb_true_iff, !andb_true_iff, !orb_true_iff.
    intros [Hl | [Ha Ho]]; [now left | right; split; [assumption |]].
    destruct Ho as [Ho | Ho]; [left; now apply open_in_monotone with (ns := ns) | right].
    revert Ho. apply existsb_monotone. intros s. now apply open_in_monotone.
  - destruct (A n); [trivial | now apply open_in_monotone].
  - destruct (A n); [trivial | now apply open_in_monotone].
Qed.

Lemma passes_monotone (met met' : leaf -> bool) F :
  (forall l, met l = true -> met' l = true) -> passes met F = true -> passes met' F = true.
Proof. intros H. unfold passes. destruct (asked_if F) as [c |]; [| trivial]. apply holds_monotone. auto. Qed.

Lemma relevant_rounds V A k : relevant_in k V A = rounds V (fun ns => passes (could V A ns)) k.
Proof. induction k as [| k IH]; [reflexivity |]. cbn [relevant_in rounds]. now rewrite IH. Qed.

(** A finding is relevant exactly when its [asked_if] is met or can still be, over what is relevant. *)
Theorem relevant_means V A n :
  In n (relevant V A) <-> exists F, In F V /\ name_of F = n /\ passes (could V A (relevant V A)) F = true.
Proof.
  unfold relevant. rewrite relevant_rounds. rewrite <- rounds_suffice at 1.
  - cbn [rounds]. rewrite in_map_iff. split; intros [F H]; exists F; rewrite filter_In in *; tauto.
  - intros ns ms F H. apply passes_monotone. intros l. now apply could_monotone.
Qed.

(** ** What a person is asked *)

Lemma counts_monotone V ns ms n : incl ns ms -> counts V ns n = true -> counts V ms n = true.
Proof. intros H. unfold counts. rewrite !orb_true_iff, !mem_In. intuition. Qed.

Lemma may_be_so_monotone V P ns ms f : incl ns ms -> may_be_so_for V P ns f = true -> may_be_so_for V P ms f = true.
Proof.
  intros H. unfold may_be_so_for. rewrite !andb_true_iff. intros [Ha Hs]. split; [assumption |]. revert Hs.
  apply existsb_monotone. intros s. rewrite !andb_true_iff. intros [Hc Hu].
  split; [now apply counts_monotone with (ns := ns) | assumption].
Qed.

Lemma holds_for_monotone V P ns ms l : incl ns ms -> holds_for V P ns l = true -> holds_for V P ms l = true.
Proof.
  intros H. destruct l as [f | n op line | n os]; cbn [holds_for about].
  - rewrite !orb_true_iff, !andb_true_iff. intros [[[Hc Hp] | Hs] | Hd].
    + left. left. split; [now apply counts_monotone with (ns := ns) | assumption].
    + left. right. revert Hs. apply existsb_monotone. intros s. rewrite !andb_true_iff. intros [Hc Hg].
      split; [now apply counts_monotone with (ns := ns) | assumption].
    + right. now apply may_be_so_monotone with (ns := ns).
  - rewrite !andb_true_iff. intros [Hc Hp]. split; [now apply counts_monotone with (ns := ns) | assumption].
  - rewrite !andb_true_iff. intros [Hc Hp]. split; [now apply counts_monotone with (ns := ns) | assumption].
Qed.

Lemma asked_rounds V P k : asked_in k V P = rounds V (fun ns => passes (holds_for V P ns)) k.
Proof. induction k as [| k IH]; [reflexivity |]. cbn [asked_in rounds]. now rewrite IH. Qed.

(** A person is asked exactly what has an [asked_if] that holds, over their answers to what they are asked. *)
Theorem asked_means V P n :
  In n (asked_for V P) <-> exists F, In F V /\ name_of F = n /\ passes (holds_for V P (asked_for V P)) F = true.
Proof.
  unfold asked_for. rewrite asked_rounds. rewrite <- rounds_suffice at 1.
  - cbn [rounds]. rewrite in_map_iff. split; intros [F H]; exists F; rewrite filter_In in *; tauto.
  - intros ns ms F H. apply passes_monotone. intros l. now apply holds_for_monotone.
Qed.
