(** * Least severe answers: whoever meets what a term demands is no better off than one of them *)

From Coq Require Import ZArith Arith Bool List Lia.
Import ListNotations.
From Triage Require Import Language Check Basics Sound Numbers.

(** ** What is demanded of one finding *)

Lemma over_In n D d : In d (over n D) <-> In d D /\ about (fst d) = n.
Proof. unfold over. rewrite filter_In, Nat.eqb_eq. reflexivity. Qed.

Lemma satisfies_means V n a D :
  satisfies V n a D = true <->
  (forall d, In d (over n D) -> snd d = false -> meets a (fst d) = true)
  /\ exists b, In b (read_as V n a) /\ forall d, In d (over n D) -> snd d = true -> meets b (fst d) = true.
Proof.
  unfold satisfies. rewrite andb_true_iff, forallb_forall, existsb_exists.
  assert (E : forall b (marked : bool), (if marked then true else b) = true <-> (marked = false -> b = true))
    by (intros b []; intuition discriminate).
  assert (F : forall b (marked : bool), (if marked then b else true) = true <-> (marked = true -> b = true))
    by (intros b []; intuition discriminate).
  split; intros [H1 [b [Hb H2]]]; (split; [intros d Hd; apply E | exists b; split; [assumption |]]).
  - exact (H1 d Hd).
  - rewrite forallb_forall in H2. intros d Hd. apply F. specialize (H2 d Hd). now destruct (snd d).
  - exact (H1 d Hd).
  - apply forallb_forall. intros d Hd. specialize (H2 d Hd). destruct (snd d); [now apply H2 | reflexivity].
Qed.

Lemma definite_satisfies V n a D :
  a <> Unsure -> (satisfies V n a D = true <-> forall d, In d (over n D) -> meets a (fst d) = true).
Proof.
  intros Ha. rewrite satisfies_means. assert (E : read_as V n a = [a]) by (now destruct a). rewrite E. split.
  - intros [H1 [b [[<- | []] H2]]] d Hd. destruct (snd d) eqn:M; auto.
  - intros H. split; [auto |]. exists a. split; [now left | auto].
Qed.

(** Each of the least severe answers is accepted, and meets what is demanded. *)
Lemma least_fits V new D n p : In p (least V new D n) -> accepts V n p = true /\ satisfies V n p D = true.
Proof.
  intros H. apply andb_true_iff. unfold least in H. destruct (owner V n) as [F |]; [| destruct H].
  destruct (kind_of F).
  - destruct (accepts V n Unsure && satisfies V n Unsure D) eqn:E; [destruct H as [<- | []]; assumption |].
    now apply filter_In in H.
  - now apply filter_In in H.
  - now apply filter_In in H.
Qed.

(** ** The new vocabulary takes what the old one takes *)

Definition takes_all (V new : vocabulary) : Prop := forall n a, accepts V n a = true -> accepts new n a = true.

Lemma accepts_yes V n : accepts V n Yes = true -> is_flag V n.
Proof.
  unfold accepts. destruct (owner V n) as [F |] eqn:E; [| discriminate]. intros H. exists F. split; [assumption |].
  now destruct (kind_of F).
Qed.

Lemma accepts_number V n x :
  accepts V n (Number x) = true ->
  exists F low high whole plausible worse,
    owner V n = Some F /\ kind_of F = Quantity low high whole plausible worse
    /\ (low <= x <= high)%Z /\ allowed whole x.
Proof.
  unfold accepts. destruct (owner V n) as [F |] eqn:E; [| discriminate]. destruct (kind_of F) eqn:K; try discriminate.
  intros H. split_checks. do 6 eexists. repeat split; try eassumption; try now apply Z.leb_le.
  intros ->. assumption.
Qed.

Section Least.

Variables (V new : vocabulary) (R newer : rules).
Hypothesis old_sound : sound V R = true.
Hypothesis new_sound : sound new newer = true.
Hypothesis takes : takes_all V new.

Variables (D : list demand) (n : name).
Hypothesis demanded : forall d, In d D -> answer_leaf V R (fst d).
Hypothesis something : exists d, In d (over n D).

Lemma same_or_less a : In a (least V new D n) -> exists p, In p (least V new D n) /\ no_worse new newer n p a.
Proof. intros H. exists a. split; [assumption | constructor]. Qed.

Lemma no_satisfies_nothing : satisfies V n No D = false.
Proof.
  apply not_true_is_false. intros H. rewrite definite_satisfies in H by discriminate. destruct something as [d Hd].
  specialize (H d Hd). now destruct (fst d).
Qed.

Lemma least_of_flag F a :
  owner V n = Some F -> kind_of F = Flag -> accepts V n a = true -> satisfies V n a D = true ->
  exists p, In p (least V new D n) /\ no_worse new newer n p a.
Proof.
  intros HF K Ha Hs. pose proof no_satisfies_nothing as Hno. unfold least. rewrite HF, K.
  destruct a; try (rewrite Hs in Hno; discriminate); try (unfold accepts in Ha; rewrite HF, K in Ha; discriminate).
  - destruct (accepts V n Unsure && satisfies V n Unsure D).
    + exists Unsure. split; [now left | apply unsure_then_yes, accepts_yes, takes, Ha].
    + exists Yes. split; [apply filter_In; split; [now left | now rewrite Ha, Hs] | constructor].
  - rewrite Ha, Hs. exists Unsure. split; [now left | constructor].
Qed.

Lemma least_of_choice F os a :
  owner V n = Some F -> kind_of F = Choice os -> accepts V n a = true -> satisfies V n a D = true ->
  exists p, In p (least V new D n) /\ no_worse new newer n p a.
Proof.
  intros HF K Ha Hs. apply same_or_less. unfold least. rewrite HF, K. apply filter_In. rewrite Ha, Hs.
  split; [| reflexivity].
  unfold accepts in Ha. rewrite HF, K in Ha. destruct a; try discriminate; [now left |].
  right. apply in_map. now apply mem_In.
Qed.

Lemma demands_are_bounds F low high whole plausible worse :
  owner V n = Some F -> kind_of F = Quantity low high whole plausible worse -> bounds_only whole (over n D).
Proof.
  intros HF K d Hd. apply over_In in Hd. destruct Hd as [Hd E].
  pose proof (leaf_kind V R _ (demanded d Hd)) as [G [HG KG]].
  rewrite E, HF in HG. injection HG as <-. rewrite K in KG. destruct (fst d) as [| f op line |]; try contradiction.
  exists f, op, line. split; [reflexivity |]. destruct KG as [_ [_ KG]]. unfold on_grid in KG. split_checks.
  intros ->. assumption.
Qed.

Lemma least_of_quantity F low high whole plausible worse a :
  owner V n = Some F -> kind_of F = Quantity low high whole plausible worse ->
  accepts V n a = true -> satisfies V n a D = true ->
  exists p, In p (least V new D n) /\ no_worse new newer n p a.
Proof.
  intros HF K Ha Hs. pose proof (demands_are_bounds _ _ _ _ _ _ HF K) as HB.
  destruct a as [| | | z |]; try (unfold accepts in Ha; rewrite HF, K in Ha; discriminate).
  - apply same_or_less. unfold least. rewrite HF, K. apply filter_In. rewrite Ha, Hs. split; [now left | reflexivity].
  - pose proof (takes _ _ Ha) as Hnew. apply accepts_number in Hnew.
    destruct Hnew as [G [l [h [w [p [d [HG [KG _]]]]]]]].
    assert (Hz : (low <= z <= high)%Z /\ allowed whole z).
    { apply accepts_number in Ha. destruct Ha as [F' [l' [h' [w' [p' [d' [HF' [K' H']]]]]]]]. rewrite HF in HF'.
      injection HF' as <-. rewrite K in K'. injection K' as <- <- <- <- <-. exact H'. }
    destruct Hz as [Hz Hw]. rewrite definite_satisfies in Hs by discriminate.
    assert (Hall : meets_all (over n D) z) by (intros e He; apply Hs; assumption).
    assert (Hends : allowed whole low /\ allowed whole high).
    { pose proof HF as HF'. apply owner_in in HF'. destruct HF' as [HF' _].
      destruct (sound_quantity _ _ old_sound F _ _ _ _ _ HF' K) as [Q _]. unfold quantity_fits, on_grid in Q.
      split_checks.
      split; intros ->; assumption. }
    destruct Hends as [Hlow Hhigh].
    destruct (least_number_found new newer n whole (lowest whole low (over n D)) (highest whole high (over n D)) z) as [v [Hv [Hin [Hvw Ht]]]].
    + assumption.
    + exists G, l, h, w, p, d. now split.
    + now apply lowest_allowed.
    + now apply highest_allowed.
    + assumption.
    + now apply in_interval.
    + exists (Number v). split; [| now apply number_then_worse].
      apply in_interval in Hin; [| assumption | assumption]. destruct Hin as [Hr Hm].
      unfold least. rewrite HF, K. apply filter_In. split; [right; now apply in_map |]. apply andb_true_iff. split.
      * unfold accepts. rewrite HF, K. apply andb_true_iff. split; [apply andb_true_iff; split; apply Z.leb_le; lia |].
        destruct whole; [now apply Hvw | reflexivity].
      * apply definite_satisfies; [discriminate |]. exact Hm.
Qed.

Lemma least_is_no_worse a :
  accepts V n a = true -> satisfies V n a D = true -> exists p, In p (least V new D n) /\ no_worse new newer n p a.
Proof.
  intros Ha Hs. destruct (owner V n) as [F |] eqn:HF; [| unfold accepts in Ha; rewrite HF in Ha; discriminate].
  destruct (kind_of F) as [| low high whole plausible worse | os] eqn:K.
  - eapply least_of_flag; eauto.
  - eapply least_of_quantity; eauto.
  - eapply least_of_choice; eauto.
Qed.

End Least.

(** ** The front door *)

Lemma samples_suffice V R new F n :
  sound V R = true -> In F V -> In n (names F) ->
  (forall a, In a (samples F) -> accepts V n a = true -> accepts new n a = true) ->
  forall a, accepts V n a = true -> accepts new n a = true.
Proof.
  intros S HF Hn H a Ha. pose proof (the_owner V R S F n HF Hn) as HO. unfold samples in H. unfold accepts in Ha.
  rewrite HO in Ha. destruct (kind_of F) as [| low high whole plausible worse | os] eqn:K.
  - assert (Hf : forall b, In b [Yes; No; Unsure] -> accepts new n b = true).
    { intros b Hb. apply H; [assumption |]. unfold accepts. rewrite HO, K. destruct Hb as [<- | [<- | [<- | []]]]; reflexivity. }
    destruct a; try discriminate; apply Hf; cbn; tauto.
  - destruct (sound_quantity _ _ S F _ _ _ _ _ HF K) as [Q _]. unfold quantity_fits, on_grid in Q. split_checks.
    assert (Hacc : forall x, (low <= x <= high)%Z -> allowed whole x -> accepts V n (Number x) = true).
    { intros x Hx Hw. unfold accepts. rewrite HO, K. apply andb_true_iff. split; [apply andb_true_iff; split; apply Z.leb_le; lia |].
      destruct whole; [now apply Hw | reflexivity]. }
    assert (Hlh : (low < high)%Z) by now apply Z.ltb_lt.
    assert (Hl : accepts new n (Number low) = true).
    { apply H; [cbn; tauto |]. apply Hacc; [lia |]. intros ->. assumption. }
    assert (Hh : accepts new n (Number high) = true).
    { apply H; [cbn; tauto |]. apply Hacc; [lia |]. intros ->. assumption. }
    destruct a as [| | | x |]; try discriminate.
    + apply H; [cbn; tauto |]. unfold accepts. now rewrite HO, K.
    + apply andb_true_iff in Ha. destruct Ha as [Hr Hx]. apply andb_true_iff in Hr. rewrite !Z.leb_le in Hr.
      apply accepts_number in Hl. destruct Hl as [G [l [h [w [p [d [HG [KG [Hrl Hwl]]]]]]]]].
      apply accepts_number in Hh. destruct Hh as [G' [l' [h' [w' [p' [d' [HG' [KG' [Hrh _]]]]]]]]].
      rewrite HG in HG'. injection HG' as <-. rewrite KG in KG'. injection KG' as <- <- <- <- <-.
      unfold accepts. rewrite HG, KG. apply andb_true_iff. split; [apply andb_true_iff; split; apply Z.leb_le; lia |].
      destruct w; [| reflexivity]. destruct whole; [assumption |]. exfalso.
      assert (Hl1 : accepts new n (Number (low + 1)) = true).
      { apply H; [cbn; tauto |]. apply Hacc; [lia | intros [=]]. }
      apply accepts_number in Hl1. destruct Hl1 as [G' [l' [h' [w' [p' [d' [HG' [KG' [_ Hw1]]]]]]]]].
      rewrite HG in HG'. injection HG' as <-. rewrite KG in KG'. injection KG' as <- <- <- <- <-.
      destruct (proj1 (is_whole_multiple low) (Hwl eq_refl)) as [i Ei].
      destruct (proj1 (is_whole_multiple (low + 1)) (Hw1 eq_refl)) as [j Ej]. unfold scale in *. lia.
  - assert (Hc : accepts V n a = true) by (unfold accepts; now rewrite HO, K). apply H; [| assumption].
    destruct a; try discriminate; [now left |]. right. apply in_map. now apply mem_In.
Qed.

Lemma front_door V R new : sound V R = true -> (refused V new = [] <-> takes_all V new).
Proof.
  intros S. split.
  - intros H n a Ha. destruct (owner V n) as [F |] eqn:HO; [| unfold accepts in Ha; rewrite HO in Ha; discriminate].
    apply owner_in in HO. destruct HO as [HF Hn]. revert a Ha. apply (samples_suffice V R new F n S HF Hn).
    intros a Hs Ha.
    destruct (accepts new n a) eqn:E; [reflexivity |]. exfalso.
    assert (Hin : In [(n, a)] (refused V new)).
    { unfold refused. apply in_flat_map. exists F. split; [assumption |]. apply in_flat_map. exists n. split; [assumption |].
      apply in_map_iff. exists a. split; [reflexivity |]. apply filter_In. now rewrite Ha, E. }
    rewrite H in Hin. destruct Hin.
  - intros H. destruct (refused V new) as [| p ps] eqn:E; [reflexivity |]. exfalso.
    assert (Hin : In p (refused V new)) by (rewrite E; now left). unfold refused in Hin. apply in_flat_map in Hin.
    destruct Hin as [F [_ Hin]]. apply in_flat_map in Hin. destruct Hin as [n [_ Hin]]. apply in_map_iff in Hin.
    destruct Hin as [a [_ Hin]]. apply filter_In in Hin. destruct Hin as [_ Hin]. apply andb_true_iff in Hin.
    destruct Hin as [H1 H2]. now rewrite (H n a H1) in H2.
Qed.
