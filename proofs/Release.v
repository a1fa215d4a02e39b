(** * Law 7: the release check passes exactly when nobody goes lower, and each failing point is a person who does *)

From Coq Require Import ZArith Arith Bool List Lia.
Import ListNotations.
From Triage Require Import Language Check Basics Sound Monotone Terms Numbers Points.

(** ** A point as somebody's answers *)

Lemma person_says p n a : person_of p n = Some a -> In (n, a) p.
Proof.
  induction p as [| [m b] p IH]; [discriminate |]. cbn [person_of fold_right fst snd]. intros H.
  destruct (Nat.eq_dec m n) as [<- | D].
  - rewrite set_here in H. injection H as ->. now left.
  - rewrite set_there in H by assumption. right. now apply IH.
Qed.

Lemma says_person p n a : NoDup (map fst p) -> In (n, a) p -> person_of p n = Some a.
Proof.
  induction p as [| [m b] p IH]; [intros _ [] |]. cbn [map fst].
  intros ND [[= -> ->] | H]; inversion ND as [| ? ? Hm ND']; subst.
  - apply set_here.
  - cbn [person_of fold_right fst snd]. rewrite set_there; [now apply IH |]. intros ->. apply Hm, in_map_iff.
    now exists (n, a).
Qed.

Definition names_in (D : list demand) : list name := nodup Nat.eq_dec (map (fun d => about (fst d)) D).

Lemma names_in_over D n : In n (names_in D) <-> exists d, In d (over n D).
Proof.
  unfold names_in. rewrite nodup_In, in_map_iff. split; intros [d H]; exists d; rewrite over_In in *; tauto.
Qed.

(** A point has one answer for each finding of which something is demanded. *)
Lemma point_shape V new D p :
  In p (points V new D) -> map fst p = names_in D /\ forall n a, In (n, a) p -> In a (least V new D n).
Proof.
  unfold points. fold (names_in D). generalize (names_in D) as ns. intros ns H. apply each_takes in H.
  remember (map (fun n => map (pair n) (least V new D n)) ns) as xss eqn:E. revert ns E.
  induction H as [| x xs p xss Hx _ IH]; intros ns E; destruct ns as [| n ns]; try discriminate; [now split |].
  injection E as -> ->. destruct (IH ns eq_refl) as [IH1 IH2]. apply in_map_iff in Hx. destruct Hx as [a [<- Ha]].
  split.
  - cbn. now rewrite IH1.
  - intros m b [[= <- <-] | H]; [assumption | now apply IH2].
Qed.

Lemma point_answers V new D p n :
  In p (points V new D) -> In n (names_in D) -> exists a, person_of p n = Some a /\ In a (least V new D n).
Proof.
  intros Hp Hn. destruct (point_shape _ _ _ _ Hp) as [E H]. rewrite <- E in Hn. apply in_map_iff in Hn.
  destruct Hn as [[m a] [<- Hm]]. exists a. split; [| now apply H]. apply says_person; [| assumption].
  rewrite E. apply NoDup_nodup.
Qed.

Lemma point_valid V new D p : In p (points V new D) -> valid V (person_of p).
Proof.
  intros Hp n a H. apply person_says in H. destruct (point_shape _ _ _ _ Hp) as [_ Hl]. apply Hl in H.
  now apply least_fits in H.
Qed.

(** ** Each point is a person for whom the old rule fires *)

Section Fires.

Variables (V new : vocabulary) (D : list demand) (p : point).
Hypothesis is_point : In p (points V new D).

(** One reading of the point's doubts that meets what is demanded. *)
Definition point_reading : symptoms := fun n =>
  match person_of p n with
  | Some a => find (fun b => forallb (fun d => negb (snd d) || meets b (fst d)) (over n D)) (read_as V n a)
  | None => None
  end.

Lemma point_reading_found n a :
  person_of p n = Some a ->
  exists b, point_reading n = Some b /\ In b (read_as V n a)
            /\ forall d, In d (over n D) -> snd d = true -> meets b (fst d) = true.
Proof.
  intros E. unfold point_reading. rewrite E.
  set (good := fun b => forallb (fun d : leaf * bool => negb (snd d) || meets b (fst d)) (over n D)).
  assert (Hs : satisfies V n a D = true).
  { destruct (point_shape _ _ _ _ is_point) as [_ Hl]. apply person_says, Hl, least_fits in E. tauto. }
  destruct (find good (read_as V n a)) as [b |] eqn:Ef.
  - apply find_some in Ef. destruct Ef as [Hb Hg]. exists b. repeat split; [assumption |]. intros d Hd M.
    unfold good in Hg. rewrite forallb_forall in Hg. specialize (Hg d Hd). now rewrite M in Hg.
  - exfalso. apply satisfies_means in Hs. destruct Hs as [_ [b [Hb H]]]. pose proof (find_none _ _ Ef b Hb) as Hg.
    cbv beta in Hg. assert (good b = true); [| congruence]. unfold good. apply forallb_forall. intros d Hd.
    specialize (H d Hd). destruct (snd d); [now apply H | reflexivity].
Qed.

Lemma point_reads n : reads V (person_of p) point_reading n.
Proof.
  unfold reads. destruct (person_of p n) as [a |] eqn:E; [| unfold point_reading; now rewrite E].
  destruct (point_reading_found n a E) as [b [Hb [Hin _]]].
  destruct a; try (destruct Hin as [<- | []]; exact Hb). exists b. now split.
Qed.

Lemma point_meets d :
  In d D -> given (if snd d then point_reading else person_of p) (fst d) = true.
Proof.
  intros Hd. set (n := about (fst d)). assert (Ho : In d (over n D)) by now apply over_In.
  destruct (point_answers V new D p n is_point) as [a [E Hl]]; [apply names_in_over; eauto |].
  unfold given. fold n. destruct (snd d) eqn:M.
  - destruct (point_reading_found n a E) as [b [-> [_ H]]]. now apply H.
  - rewrite E. apply least_fits in Hl. destruct Hl as [_ Hl]. apply satisfies_means in Hl. destruct Hl as [H _].
    now apply H.
Qed.

End Fires.

Lemma demanded_way V doubt t D l :
  In D (demands V doubt t) -> In l t -> exists w, In w (ways V l) /\ In (fst w, doubt && snd w) D.
Proof.
  unfold demands. intros H. apply each_takes in H. remember (map _ t) as xss eqn:E in H. revert t E.
  induction H as [| d xs D xss Hd _ IH]; intros t E Hl; destruct t as [| m t]; try discriminate; [destruct Hl |].
  injection E as -> ->. destruct Hl as [-> | Hl].
  - apply in_map_iff in Hd. destruct Hd as [w [<- Hw]]. exists w. split; [assumption | now left].
  - destruct (IH t eq_refl Hl) as [w [Hw Hin]]. exists w. split; [assumption | now right].
Qed.

Lemma point_fires V R new r t D p (doubt : bool) :
  sound V R = true -> In r R -> In t (terms (when r)) -> In D (demands V doubt t) -> In p (points V new D) ->
  rank (if doubt then when_unsure r else sure_outcome r) <= rank (result V (person_of p) r).
Proof.
  intros S Hr Ht HD Hp. pose proof (doubt_never_worse V R S r Hr) as Hw. unfold result. destruct doubt.
  - assert (E : perhaps V (person_of p) (when r) = true).
    { apply perhaps_reads. exists (point_reading V D p). split; [intros n _; eapply point_reads; eauto |].
      apply terms_are_the_ways_to_hold. exists t. split; [assumption |]. intros l Hl.
      destruct (demanded_way _ _ _ _ l HD Hl) as [w [Hin Hd]]. apply existsb_exists. exists w. split; [assumption |].
      exact (point_meets V new D p Hp _ Hd). }
    rewrite E. now destruct (surely V (person_of p) (when r)).
  - assert (E : surely V (person_of p) (when r) = true); [| now rewrite E].
    apply terms_are_the_ways_to_hold. exists t. split; [assumption |]. intros l Hl.
    destruct (demanded_way _ _ _ _ l HD Hl) as [w [Hin Hd]]. apply existsb_exists. exists w. split; [assumption |].
    exact (point_meets V new D p Hp _ Hd).
Qed.

Lemma places_are_points V new r p o :
  In (p, o) (places V new r) ->
  exists t D doubt, In t (terms (when r)) /\ In D (demands V doubt t) /\ In p (points V new D)
                    /\ o = if doubt : bool then when_unsure r else sure_outcome r.
Proof.
  unfold places. rewrite in_flat_map. intros [t [Ht H]]. apply in_app_or in H.
  destruct H as [H | H]; apply in_map_iff in H; destruct H as [q [[= -> <-] H]]; apply in_flat_map in H; destruct H as [D [HD Hp]].
  - now exists t, D, false.
  - now exists t, D, true.
Qed.

(** ** Nobody for whom an old rule fires is better off than all of its points *)

Section Below.

Variables (V new : vocabulary) (R newer : rules).
Hypothesis old_sound : sound V R = true.
Hypothesis new_sound : sound new newer = true.
Hypothesis takes : takes_all V new.

Variables (A B : symptoms) (r : rule).
Hypothesis is_valid : valid V A.
Hypothesis in_old : In r R.
Hypothesis B_reads : forall n, In n (near V (when r)) -> reads V A B n.

Lemma reading_is_read_as n a :
  In n (near V (when r)) -> A n = Some a -> exists b, B n = Some b /\ In b (read_as V n a).
Proof.
  intros Hn E. specialize (B_reads n Hn). unfold reads in B_reads. rewrite E in B_reads.
  destruct a; try (eexists; split; [exact B_reads | now left]). destruct B_reads as [b [H1 H2]]. eauto.
Qed.

Lemma demands_met (doubt : bool) t :
  (forall l, In l t -> In l (leaves (when r))) ->
  (forall l, In l t -> exists w, In w (ways V l) /\ given (if doubt && snd w then B else A) (fst w) = true) ->
  exists D, In D (demands V doubt t)
    /\ Forall (fun d : leaf * bool => answer_leaf V R (fst d) /\ In (about (fst d)) (near V (when r))
                        /\ given (if snd d then B else A) (fst d) = true) D.
Proof.
  intros Hsub Hmet. apply each_has, Forall_forall. intros xs Hxs. apply in_map_iff in Hxs. destruct Hxs as [l [<- Hl]].
  destruct (Hmet l Hl) as [w [Hw Hg]]. exists (fst w, andb doubt (snd w)). split; [apply in_map_iff; now exists w |].
  cbn [fst snd]. repeat split; [| | assumption].
  - eapply way_answer_leaf; eauto.
  - eapply in_ways_near; eauto.
Qed.

Lemma met_demands_satisfied D n :
  Forall (fun d : leaf * bool => answer_leaf V R (fst d) /\ In (about (fst d)) (near V (when r))
                   /\ given (if snd d then B else A) (fst d) = true) D ->
  In n (names_in D) -> exists a, A n = Some a /\ satisfies V n a D = true.
Proof.
  intros HD Hn. rewrite Forall_forall in HD. apply names_in_over in Hn. destruct Hn as [e He].
  assert (Hnear : In n (near V (when r))) by (apply over_In in He; destruct He as [He <-]; now apply HD).
  assert (HA : exists a, A n = Some a).
  { apply over_In in He. destruct He as [He Ee]. destruct (HD e He) as [_ [_ Hg]]. unfold given in Hg. rewrite Ee in Hg.
    destruct (A n) as [a |] eqn:E; [now exists a |]. exfalso. specialize (B_reads n Hnear). unfold reads in B_reads.
    rewrite E in B_reads. destruct (snd e); [now rewrite B_reads in Hg | now rewrite E in Hg]. }
  destruct HA as [a E]. exists a. split; [assumption |]. apply satisfies_means.
  destruct (reading_is_read_as n a Hnear E) as [b [Eb Hb]]. split.
  - intros d Hd M. apply over_In in Hd. destruct Hd as [Hd Ed]. destruct (HD d Hd) as [_ [_ Hg]]. unfold given in Hg.
    now rewrite M, Ed, E in Hg.
  - exists b. split; [assumption |]. intros d Hd M. apply over_In in Hd. destruct Hd as [Hd Ed].
    destruct (HD d Hd) as [_ [_ Hg]]. unfold given in Hg. now rewrite M, Ed, Eb in Hg.
Qed.

Lemma a_point_below (doubt : bool) t :
  In t (terms (when r)) ->
  (forall l, In l t -> exists w, In w (ways V l) /\ given (if doubt && snd w then B else A) (fst w) = true) ->
  exists D p, In D (demands V doubt t) /\ In p (points V new D) /\ as_bad new newer (person_of p) A.
Proof.
  intros Ht Hmet. destruct (demands_met doubt t) as [D [HD Hall]]; [intros l; now apply term_leaves | assumption |].
  destruct (each_has (fun e => exists a, A (fst e) = Some a /\ no_worse new newer (fst e) (snd e) a)
                     (map (fun n => map (pair n) (least V new D n)) (names_in D))) as [p [Hp Hw]].
  - apply Forall_forall. intros xs Hxs. apply in_map_iff in Hxs. destruct Hxs as [n [<- Hn]].
    destruct (met_demands_satisfied D n Hall Hn) as [a [E Hs]].
    destruct (least_is_no_worse V new R newer old_sound new_sound takes D n) with (a := a) as [q [Hq Hle]]; auto.
    + intros d Hd. rewrite Forall_forall in Hall. now apply Hall.
    + now apply names_in_over.
    + exists (n, q). split; [now apply in_map |]. now exists a.
  - exists D, p. repeat split; [assumption | exact Hp |]. intros n q E. apply person_says in E.
    rewrite Forall_forall in Hw. exact (Hw _ E).
Qed.

End Below.

(** ** The two directions *)

Section Law7.

Variables (V new : vocabulary) (R newer : rules).
Hypothesis old_sound : sound V R = true.
Hypothesis new_sound : sound new newer = true.

Theorem every_failure_is_a_person p :
  In p (failures V R new newer) -> goes_lower V R new newer (person_of p).
Proof.
  intros H. apply in_app_or in H. destruct H as [H | H].
  - unfold refused in H. apply in_flat_map in H. destruct H as [F [_ H]]. apply in_flat_map in H.
    destruct H as [n [_ H]].
    apply in_map_iff in H. destruct H as [a [<- H]]. apply filter_In in H. destruct H as [_ H].
    apply andb_true_iff in H.
    destruct H as [H1 H2]. apply negb_true_iff in H2. split.
    + intros m b E. apply person_says in E. destruct E as [[= <- <-] | []]. assumption.
    + left. intros Hv. rewrite (Hv n a) in H2; [discriminate |]. apply set_here.
  - unfold lowered in H. apply in_flat_map in H. destruct H as [r [Hr H]]. apply in_map_iff in H.
    destruct H as [[q o] [E H]]. cbn [fst] in E. subst q. apply filter_In in H. destruct H as [H L].
    apply Nat.ltb_lt in L.
    cbn [fst snd] in L. apply places_are_points in H. destruct H as [t [D [doubt [Ht [HD [Hp ->]]]]]]. split.
    + eapply point_valid; eauto.
    + right. eapply Nat.lt_le_trans; [exact L |].
      etransitivity; [exact (point_fires V R new r t D p doubt old_sound Hr Ht HD Hp) |].
      apply worst_bounds. now apply in_map.
Qed.

Lemma point_gets_enough r D t p (doubt : bool) :
  lowered V R new newer = [] -> In r R -> In t (terms (when r)) -> In D (demands V doubt t) -> In p (points V new D) ->
  rank (if doubt then when_unsure r else sure_outcome r) <= rank (evaluate new newer (person_of p)).
Proof.
  intros HL Hr Ht HD Hp. apply Nat.le_ngt. intros L.
  assert (Hin : In p (lowered V R new newer)); [| now rewrite HL in Hin].
  unfold lowered. apply in_flat_map. exists r. split; [assumption |]. apply in_map_iff.
  exists (p, if doubt then when_unsure r else sure_outcome r). split; [reflexivity |]. apply filter_In.
  split; [| now apply Nat.ltb_lt].
  unfold places. apply in_flat_map. exists t. split; [assumption |]. apply in_or_app.
  destruct doubt; [right | left]; (apply in_map_iff; exists p; split; [reflexivity |]; apply in_flat_map; now exists D).
Qed.

Lemma rule_gets_enough A r :
  takes_all V new -> lowered V R new newer = [] -> valid V A -> In r R ->
  rank (result V A r) <= rank (evaluate new newer A).
Proof.
  intros Ht HL HA Hr. unfold result.
  destruct (surely V A (when r)) eqn:Es; [| destruct (perhaps V A (when r)) eqn:Ep; [| apply Nat.le_0_l]].
  - apply terms_are_the_ways_to_hold in Es. destruct Es as [t [Hin Hm]].
    destruct (a_point_below V new R newer old_sound new_sound Ht A (worse_reading V nothing A nothing) r HA Hr) with (doubt := false) (t := t)
      as [D [p [HD [Hp W]]]].
    + intros n _. apply worse_reading_reads with (R := R); [intros m a [=] | reflexivity].
    + assumption.
    + intros l Hl. specialize (Hm l Hl). apply existsb_exists in Hm. exact Hm.
    + etransitivity; [eapply (point_gets_enough r D t p false); eauto |]. now apply severity.
  - apply perhaps_reads in Ep. destruct Ep as [B [HB Ep]].
    apply terms_are_the_ways_to_hold in Ep. destruct Ep as [t [Hin Hm]].
    destruct (a_point_below V new R newer old_sound new_sound Ht A B r HA Hr HB) with (doubt := true) (t := t) as [D [p [HD [Hp W]]]].
    + assumption.
    + intros l Hl. specialize (Hm l Hl). apply existsb_exists in Hm. exact Hm.
    + etransitivity; [eapply (point_gets_enough r D t p true); eauto |]. now apply severity.
Qed.

Theorem the_check_is_exact :
  failures V R new newer = [] <-> forall A, ~ goes_lower V R new newer A.
Proof.
  split.
  - intros H. apply app_eq_nil in H. destruct H as [HF HL]. apply front_door with (R := R) in HF; [| assumption].
    intros A [HA [Hv | Hl]].
    + apply Hv. intros n a E. apply HF, HA, E.
    + apply (Nat.lt_irrefl (rank (evaluate V R A))). eapply Nat.le_lt_trans; [| exact Hl].
      apply worst_least. intros o Ho. apply in_map_iff in Ho. destruct Ho as [r [<- Hr]]. now apply rule_gets_enough.
  - intros H. destruct (failures V R new newer) as [| p ps] eqn:E; [reflexivity |]. exfalso.
    apply (H (person_of p)), every_failure_is_a_person. rewrite E. now left.
Qed.

End Law7.
