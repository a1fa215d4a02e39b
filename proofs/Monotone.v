(** * Laws 3, 4 and 5: nobody is downgraded by an answer, by severity or by company *)

From Coq Require Import ZArith Arith Bool List Lia.
Import ListNotations.
From Triage Require Import Language Check Basics Sound.

(** ** A rule whose condition holds more surely gives no less *)

Lemma result_monotone V V' A A' r :
  rank (when_unsure r) <= rank (sure_outcome r) ->
  (surely V A (when r) = true -> surely V' A' (when r) = true) ->
  (perhaps V A (when r) = true -> perhaps V' A' (when r) = true) ->
  rank (result V A r) <= rank (result V' A' r).
Proof.
  intros D S P. unfold result.
  destruct (surely V A (when r)); [rewrite S by reflexivity; lia |].
  destruct (perhaps V A (when r)); [rewrite P by reflexivity | cbn; lia].
  destruct (surely V' A' (when r)); lia.
Qed.

(** ** Law 4, severity *)

Lemma a_reading V n : exists a, In a (readings V n).
Proof.
  unfold readings. destruct (owner V n) as [F |]; [| exists Yes; now left].
  destruct (kind_of F) as [| low high whole plausible [| |] |]; try (eexists; left; reflexivity).
  destruct (doubtful F); eexists; left; reflexivity.
Qed.

Definition some_reading (V : vocabulary) (n : name) : answer := hd Yes (readings V n).

Lemma some_reading_in V n : In (some_reading V n) (readings V n).
Proof. destruct (a_reading V n) as [a Ha]. unfold some_reading. destruct (readings V n); [destruct Ha | now left]. Qed.

(** Somebody worse off reads their doubts as the other one did, and other doubts in any way. *)
Definition worse_reading (V : vocabulary) (A A' B : symptoms) : symptoms := fun n =>
  match A' n with
  | Some Unsure => match A n with Some Unsure => B n | _ => Some (some_reading V n) end
  | other => other
  end.

Section Severity.

Variables (V : vocabulary) (R : rules).
Hypothesis is_sound : sound V R = true.

Lemma given_worse A A' s : as_bad V R A A' -> answer_leaf V R s -> given A s = true -> given A' s = true.
Proof.
  intros W Hs. unfold given. destruct (A (about s)) as [a |] eqn:E; [| discriminate].
  destruct (W _ _ E) as [b [E' Hab]]. rewrite E'. now apply (meets_worse V R).
Qed.

Lemma surely_worse A A' r :
  as_bad V R A A' -> In r R -> surely V A (when r) = true -> surely V A' (when r) = true.
Proof.
  intros W Hr. apply holds_monotone. intros l Hl. unfold met_surely. rewrite !existsb_exists. intros [w [Hw H]].
  exists w. split; [assumption |]. eapply given_worse; eauto. eapply way_answer_leaf; eauto.
Qed.

Lemma worse_reading_reads A A' B n :
  as_bad V R A A' -> reads V A B n -> reads V A' (worse_reading V A A' B) n.
Proof.
  intros W H. unfold reads, worse_reading in *. destruct (A' n) as [a |] eqn:E'; [| reflexivity].
  destruct a; try reflexivity. destruct (A n) as [a |] eqn:E; [| eexists; split; [apply some_reading_in | reflexivity]].
  destruct a; try (eexists; split; [apply some_reading_in | reflexivity]). exact H.
Qed.

Lemma given_worse_reading A A' B s :
  as_bad V R A A' -> answer_leaf V R s -> reads V A B (about s) ->
  given B s = true -> given (worse_reading V A A' B) s = true.
Proof.
  intros W Hs HB H. pose proof (leaf_kind V R s Hs) as [F [HF K]].
  unfold given, worse_reading, reads in *. destruct (A (about s)) as [a |] eqn:E; [| now rewrite HB in H].
  destruct (W _ _ E) as [b [E' Hab]]. rewrite E'.
  destruct (is_unsure (Some a)) eqn:U.
  - destruct a; try discriminate. destruct HB as [c [Hc Ec]]. rewrite Ec in H |- *.
    inversion Hab as [x | x | [G [HG KG]] | | x Hx]; subst; [assumption | | discriminate].
    rewrite HG in HF. injection HF as ->. unfold readings in Hc. rewrite HG, KG in Hc. destruct Hc as [<- | []].
    assumption.
  - assert (HB' : B (about s) = Some a) by (destruct a; try discriminate; assumption). rewrite HB' in H.
    pose proof (meets_worse V R s a b Hs Hab H) as Hb. destruct b; try exact Hb.
    inversion Hab; subst; try discriminate; [now destruct s |]. exfalso.
    destruct s as [m | m op line | m os]; [now destruct a | now destruct a |].
    destruct Hs as [_ Hin]. destruct a; try discriminate. cbn [harmless] in *.
    match goal with Hh : forallb _ _ = true |- _ => rewrite forallb_forall in Hh; specialize (Hh _ Hin) end.
    rewrite Nat.eqb_refl, H in *. discriminate.
Qed.

Lemma perhaps_worse A A' r :
  as_bad V R A A' -> In r R -> perhaps V A (when r) = true -> perhaps V A' (when r) = true.
Proof.
  intros W Hr. rewrite !perhaps_reads. intros [B [HB H]]. exists (worse_reading V A A' B). split.
  - intros n Hn. apply worse_reading_reads; auto.
  - revert H. apply holds_monotone. intros l Hl. unfold met_in_doubt. rewrite !existsb_exists. intros [w [Hw H]].
    exists w. split; [assumption |]. pose proof (way_answer_leaf V R is_sound r l w Hr Hl Hw) as Hs.
    destruct (snd w); [| eapply given_worse; eauto].
    eapply given_worse_reading; eauto. apply HB. eapply in_ways_near; eauto.
Qed.

Theorem severity A A' : as_bad V R A A' -> rank (evaluate V R A) <= rank (evaluate V R A').
Proof.
  intros W. apply worst_map_monotone. intros r Hr. apply result_monotone.
  - eapply doubt_never_worse; eauto.
  - now apply surely_worse.
  - now apply perhaps_worse.
Qed.

(** Answers that are all kept, with others beside them. *)
Lemma more_is_as_bad A A' : (forall n a, A n = Some a -> A' n = Some a) -> as_bad V R A A'.
Proof. intros H n a E. exists a. split; [now apply H | constructor]. Qed.

Theorem one_more_answer A n a : A n = None -> rank (evaluate V R A) <= rank (evaluate V R (set n a A)).
Proof.
  intros E. apply severity, more_is_as_bad. intros m b Em. rewrite set_there; [assumption | congruence].
Qed.

End Severity.

(** ** Law 5, company *)

Theorem company V R A1 A2 :
  sound V R = true -> agree A1 A2 ->
  rank (evaluate V R A1) <= rank (evaluate V R (together A1 A2))
  /\ rank (evaluate V R A2) <= rank (evaluate V R (together A1 A2)).
Proof.
  intros S H. split; apply severity; try assumption; apply more_is_as_bad; unfold together; intros n a E.
  - now rewrite E.
  - destruct (A1 n) as [b |] eqn:E1; [| assumption]. f_equal. eapply H; eauto.
Qed.
