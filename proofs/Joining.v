(** * Law 6: nobody is downgraded by rules or packs *)

From Coq Require Import ZArith Arith Bool List Lia.
Import ListNotations.
From Triage Require Import Language Check Basics Sound Monotone Implied.

(** A sound rule set, and a sound one that has all of its findings and rules, in any order, and more. *)
Section Joining.

Variables (V joined : vocabulary) (R more : rules).
Hypothesis is_sound : sound V R = true.
Hypothesis joined_sound : sound joined more = true.
Hypothesis all_findings : incl V joined.

Lemma owner_stays n F : owner V n = Some F -> owner joined n = Some F.
Proof.
  intros HF. apply owner_in in HF. destruct HF as [HF Hn].
  apply (the_owner joined more joined_sound); [now apply all_findings | assumption].
Qed.

Lemma parent_stays f l : In l (parents V f) -> In l (parents joined f).
Proof.
  unfold parents. rewrite !in_flat_map. intros [F [HF Hl]]. exists F. split; [now apply all_findings | assumption].
Qed.

Lemma implied_in_stays k f s : In s (implied_in k V f) -> In s (implied_in k joined f).
Proof.
  revert f. induction k as [| k IH]; intros f; [intros [] |]. cbn [implied_in]. rewrite !in_flat_map.
  intros [l [Hl Hs]]. exists l. split; [now apply parent_stays |]. destruct l as [h | |]; try assumption.
  apply in_app_or in Hs. apply in_or_app. destruct Hs as [Hs | Hs]; [left | right; now apply IH].
  apply (parent_fits V R is_sound) in Hl. destruct Hl as [Hl _]. apply present_fits in Hl.
  destruct Hl as [F [HF _]]. unfold names_of in *. rewrite HF in Hs. now rewrite (owner_stays h F HF).
Qed.

Lemma ways_stay l w : leaf_fits V true l = true -> In w (ways V l) -> In w (ways joined l).
Proof.
  destruct l as [f | |]; cbn [ways]; trivial. intros Hf Hw. apply present_fits in Hf. destruct Hf as [F [HF _]].
  apply in_app_or in Hw. apply in_or_app. unfold names_of, is_app, asked_who in *. rewrite HF in Hw.
  rewrite (owner_stays f F HF). destruct Hw as [Hw | Hw]; [now left | right]. apply in_map_iff in Hw.
  destruct Hw as [s [<- Hs]].
  apply in_map_iff. exists s. split; [reflexivity |].
  apply (all_implied_found joined more joined_sound (length V)). now apply implied_in_stays.
Qed.

Lemma readings_stay n F : owner V n = Some F -> readings joined n = readings V n.
Proof. intros H. unfold readings. now rewrite H, (owner_stays n F H). Qed.

Lemma surely_joined A r : In r R -> surely V A (when r) = true -> surely joined A (when r) = true.
Proof.
  intros Hr. apply holds_monotone. intros l Hl. unfold met_surely. rewrite !existsb_exists. intros [w [Hw H]].
  exists w. split; [| assumption]. apply ways_stay; [eapply sound_leaf; eauto | assumption].
Qed.

(** What the smaller set reads in doubt is read the same, all else in any way. *)
Definition joined_reading (c : condition) (A B : symptoms) : symptoms := fun n =>
  if mem n (near V c) then B n else match A n with Some Unsure => Some (some_reading joined n) | other => other end.

Lemma joined_reading_reads A B r n :
  In r R -> (forall m, In m (near V (when r)) -> reads V A B m) -> reads joined A (joined_reading (when r) A B) n.
Proof.
  intros Hr HB. unfold reads, joined_reading. destruct (mem n (near V (when r))) eqn:E.
  - apply mem_In in E. pose proof (HB n E) as Hn. unfold reads in Hn. destruct (A n) as [a |]; [| assumption].
    destruct a; try assumption. unfold near in E. rewrite nodup_In, in_map_iff in E. destruct E as [w [Ew Hw]].
    apply in_flat_map in Hw. destruct Hw as [l [Hl Hw]]. pose proof (way_answer_leaf V R is_sound r l w Hr Hl Hw) as Hs.
    pose proof (leaf_kind V R _ Hs) as [F [HF _]]. rewrite Ew in HF. now rewrite (readings_stay n F HF).
  - destruct (A n) as [a |]; [| reflexivity]. destruct a; try reflexivity. eexists.
    split; [apply some_reading_in | reflexivity].
Qed.

Lemma perhaps_joined A r : In r R -> perhaps V A (when r) = true -> perhaps joined A (when r) = true.
Proof.
  intros Hr. rewrite !perhaps_reads. intros [B [HB H]]. exists (joined_reading (when r) A B).
  split; [intros n _; now apply joined_reading_reads |].
  revert H. apply holds_monotone. intros l Hl. unfold met_in_doubt. rewrite !existsb_exists. intros [w [Hw H]].
  exists w. split; [apply ways_stay; [eapply sound_leaf; eauto | assumption] |].
  destruct (snd w); [| assumption]. unfold given, joined_reading in *.
  assert (E : mem (about (fst w)) (near V (when r)) = true) by (apply mem_In; eapply in_ways_near; eauto).
  now rewrite E.
Qed.

Theorem joining A : incl R more -> rank (evaluate V R A) <= rank (evaluate joined more A).
Proof.
  intros all_rules. etransitivity; [apply (worst_map_monotone _ (result joined A)) |].
  - intros r Hr.
    apply result_monotone; [eapply doubt_never_worse; eauto | now apply surely_joined | now apply perhaps_joined].
  - apply worst_least. intros o Ho. apply in_map_iff in Ho. destruct Ho as [r [<- Hr]]. apply worst_bounds, in_map.
    now apply all_rules.
Qed.

End Joining.
