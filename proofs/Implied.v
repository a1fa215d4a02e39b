(** * Implications: no circle, so everything that follows is found *)

From Coq Require Import ZArith Arith Bool List Lia.
Import ListNotations.
From Triage Require Import Language Check Basics Sound.

Section Implied.

Variables (V : vocabulary) (R : rules).
Hypothesis is_sound : sound V R = true.

(** ** More steps find nothing new *)

Lemma implied_in_more k j f s : k <= j -> In s (implied_in k V f) -> In s (implied_in j V f).
Proof.
  revert j f. induction k as [| k IH]; intros j f Hkj; [intros [] |]. destruct j as [| j]; [lia |].
  cbn [implied_in]. rewrite !in_flat_map. intros [l [Hl Hs]]. exists l. split; [assumption |].
  destruct l as [h | |]; try assumption. apply in_app_or in Hs. apply in_or_app.
  destruct Hs as [Hs | Hs]; [now left | right]. apply IH; [lia | assumption].
Qed.

Lemma parents_have_flag f l : In l (parents V f) -> exists G, owner V f = Some G /\ name_of G = f /\ kind_of G = Flag.
Proof.
  intros H. apply parent_written in H. destruct H as [F [HF Hi]].
  pose proof (sound_implication V R is_sound F _ HF Hi) as Hfit.
  unfold implication_fits in Hfit. split_checks. cbn [snd] in *. destruct (owner V f) as [G |]; [| discriminate].
  split_checks.
  exists G. repeat split; [now apply Nat.eqb_eq | now destruct (kind_of G)].
Qed.

Lemma implied_has_flag k f s : In s (implied_in k V f) -> exists G, owner V f = Some G /\ name_of G = f /\ kind_of G = Flag.
Proof.
  destruct k as [| k]; [intros [] |]. cbn [implied_in]. rewrite in_flat_map. intros [l [Hl _]].
  eapply parents_have_flag; eauto.
Qed.

Lemma before_of_parent f h : In (Present h) (parents V f) -> In h (flags_before V f).
Proof. intros H. unfold flags_before. apply in_flat_map. exists (Present h). split; [assumption | now left]. Qed.

(** What is peeled off within so many rounds has all it follows from within so many steps. *)
Lemma peeled_off_is_finished k f :
  ~ In f (peeled k (flags_before V) (map name_of V)) ->
  forall j s, In s (implied_in j V f) -> In s (implied_in k V f).
Proof.
  revert f. induction k as [| k IH]; intros f Hf j s Hs.
  - exfalso. apply Hf. cbn. apply implied_has_flag in Hs. destruct Hs as [G [HG [E _]]]. apply in_map_iff. exists G.
    split; [assumption | now apply owner_in in HG].
  - cbn [peeled] in Hf. destruct (in_dec Nat.eq_dec f (peeled k (flags_before V) (map name_of V))) as [Hin | Hout].
    + destruct j as [| j]; [destruct Hs |]. cbn [implied_in] in Hs |- *. rewrite in_flat_map in Hs |- *.
      destruct Hs as [l [Hl Hs]]. exists l. split; [assumption |]. destruct l as [h | |]; try assumption.
      apply in_app_or in Hs. apply in_or_app. destruct Hs as [Hs | Hs]; [now left | right].
      apply (IH h) with (j := j); [| assumption]. intros Hh. apply Hf, filter_In. split; [assumption |].
      apply existsb_exists. exists h. split; [now apply before_of_parent | now apply mem_In].
    + apply implied_in_more with (k := k); [lia |]. now apply (IH f Hout) with (j := j).
Qed.

Theorem all_implied_found j f s : In s (implied_in j V f) -> In s (implied_by V f).
Proof.
  apply peeled_off_is_finished. pose proof (sound_order V R is_sound) as H. unfold no_circle in H.
  destruct (peeled (length V) (flags_before V) (map name_of V)); [intros [] | discriminate].
Qed.

(** ** Implications are transitive *)

(** A name that is the finding's own, and no alias. *)
Definition own_name (n : name) : Prop := exists F, owner V n = Some F /\ name_of F = n.

Lemma own_name_among n h : own_name n -> own_name h -> In n (names_of V h) -> n = h.
Proof.
  intros [F [HF En]] [G [HG Eh]] Hn. unfold names_of in Hn. rewrite HG in Hn. apply owner_in in HG as HGin.
  destruct HGin as [HGin _]. rewrite (the_owner V R is_sound G n HGin Hn) in HF. injection HF as ->. congruence.
Qed.

Lemma parent_own_name f h : In (Present h) (parents V f) -> own_name h.
Proof.
  intros H. apply (parent_fits V R is_sound) in H. destruct H as [H _]. apply present_fits in H.
  destruct H as [F [HF [E _]]]. now exists F.
Qed.

Lemma implied_by_parent f h s : In (Present h) (parents V f) -> In s (implied_by V h) -> In s (implied_by V f).
Proof.
  intros Hp Hs. apply all_implied_found with (j := S (length V)). cbn [implied_in]. apply in_flat_map.
  exists (Present h). split; [assumption |]. apply in_or_app. now right.
Qed.

Lemma implied_transitive_in k f n s :
  own_name n -> In (Present n) (implied_in k V f) -> In s (implied_by V n) -> In s (implied_by V f).
Proof.
  intros Hn. revert f. induction k as [| k IH]; intros f; [intros [] |]. cbn [implied_in]. rewrite in_flat_map.
  intros [l [Hl H]] Hs. destruct l as [h | |]; [| destruct H as [[=] | []] ..]. apply in_app_or in H.
  destruct H as [H | H].
  - apply in_map_iff in H. destruct H as [m [[= ->] Hm]]. pose proof (parent_own_name f h Hl) as Hh.
    rewrite (own_name_among n h Hn Hh Hm) in Hs. now apply implied_by_parent with (h := h).
  - apply implied_by_parent with (h := h); [assumption |]. now apply IH.
Qed.

Theorem implied_transitive f n s :
  own_name n -> In (Present n) (implied_by V f) -> In s (implied_by V n) -> In s (implied_by V f).
Proof. apply implied_transitive_in. Qed.

(** ** The meaning of implications

    A flag is known exactly when it is answered yes under one of its names, or a leaf that implies it is met, given or
    known in turn. *)
Theorem known_means A f :
  known V A f = true <->
  (exists n, In n (names_of V f) /\ A n = Some Yes) \/ (exists l, In l (parents V f) /\ met_surely V A l = true).
Proof.
  unfold known, met_surely at 1. rewrite existsb_exists. cbn [ways]. split.
  - intros [w [Hw Hg]]. apply in_app_or in Hw.
    destruct Hw as [Hw | Hw]; apply in_map_iff in Hw; destruct Hw as [x [<- Hx]]; cbn [fst] in Hg.
    + left. exists x. split; [assumption |]. unfold given in Hg. cbn [about] in Hg.
      destruct (A x) as [[]|]; try discriminate. reflexivity.
    + right. unfold implied_by in Hx. apply implied_in_more with (j := S (length V)) in Hx; [| lia].
      cbn [implied_in] in Hx.
      apply in_flat_map in Hx. destruct Hx as [l [Hl Hx]]. exists l. split; [assumption |]. unfold met_surely.
      apply existsb_exists.
      destruct l as [h | m op line | m os]; [| destruct Hx as [<- | []]; eexists; split; [now left | assumption] ..].
      cbn [ways]. apply in_app_or in Hx. destruct Hx as [Hx | Hx].
      * apply in_map_iff in Hx. destruct Hx as [n [<- Hn]]. exists (Present n, true). split; [| assumption].
        apply in_or_app. left. apply in_map_iff. now exists n.
      * exists (x, is_app V h). split; [| assumption]. apply in_or_app. right. apply in_map_iff. now exists x.
  - intros [[n [Hn E]] | [l [Hl Hm]]].
    + exists (Present n, true). split; [apply in_or_app; left; apply in_map_iff; now exists n |]. unfold given. cbn.
      now rewrite E.
    + unfold met_surely in Hm. apply existsb_exists in Hm. destruct Hm as [w [Hw Hg]]. exists (fst w, is_app V f).
      split; [| assumption]. apply in_or_app. right. apply in_map_iff. exists (fst w). split; [reflexivity |].
      apply all_implied_found with (j := S (length V)). cbn [implied_in]. apply in_flat_map. exists l.
      split; [assumption |].
      destruct l as [h | m op line | m os]; [| destruct Hw as [<- | []]; now left ..].
      cbn [ways] in Hw. apply in_app_or in Hw. apply in_or_app.
      destruct Hw as [Hw | Hw]; apply in_map_iff in Hw; destruct Hw as [x [<- Hx]]; [left | now right].
      apply in_map_iff. now exists x.
Qed.

End Implied.
