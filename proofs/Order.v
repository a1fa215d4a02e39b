(** * The order of outcomes, and the worst of them *)

From Coq Require Import Arith Bool List Lia.
Import ListNotations.
From Triage Require Import Language Basics.

Lemma time_within_level t : time_rank t < 6.
Proof. destruct t; cbn; lia. Qed.

Lemma level_rank_same l m : level_rank l = level_rank m -> l = m.
Proof. now destruct l, m. Qed.

Lemma time_rank_same t u : time_rank t = time_rank u -> t = u.
Proof. now destruct t, u. Qed.

Lemma outcomes_are_ordered :
  (forall l t m u, Found l t <=o Found m u <-> level_rank l < level_rank m \/ (l = m /\ time_rank t <= time_rank u))
  /\ (forall o, None_found <=o o)
  /\ (forall o p, o <=o p -> p <=o o -> o = p).
Proof.
  unfold at_most. repeat split; cbn [rank].
  - intros H. pose proof (time_within_level t). pose proof (time_within_level u).
    destruct (Nat.eq_dec (level_rank l) (level_rank m)) as [E | D]; [| left; lia].
    right. split; [now apply level_rank_same | lia].
  - pose proof (time_within_level t). pose proof (time_within_level u). intros [H' | [-> H']]; lia.
  - intros o. apply Nat.le_0_l.
  - intros [| l t] [| m u]; cbn [rank]; intros H H'; try lia; [reflexivity |].
    pose proof (time_within_level t). pose proof (time_within_level u).
    assert (E : level_rank l = level_rank m) by lia. apply level_rank_same in E. subst m.
    assert (E : time_rank t = time_rank u) by lia. apply time_rank_same in E. now subst u.
Qed.

Lemma the_worst_wins V R A :
  (forall r, In r R -> result V A r <=o evaluate V R A)
  /\ (evaluate V R A = None_found \/ exists r, In r R /\ evaluate V R A = result V A r).
Proof.
  split.
  - intros r Hr. apply worst_bounds. now apply in_map.
  - unfold evaluate. destruct (worst_is_one (map (result V A) R)) as [E | E]; [now left | right].
    apply in_map_iff in E. destruct E as [r [E Hr]]. exists r. split; [assumption | now symmetry].
Qed.
