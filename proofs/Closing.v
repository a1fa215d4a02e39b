(** * What a release closes: the check lists every question that is put to fewer people *)

From Coq Require Import ZArith Arith Bool List Lia.
Import ListNotations.
From Triage Require Import Language Check Basics Sound Rounds.
From Triage Require Implied Ceiling.

(** ** The same condition *)

Lemma same_list_same {X} (same : X -> X -> bool) xs ys :
  Forall (fun x => forall y, same x y = true -> x = y) xs -> same_list same xs ys = true -> xs = ys.
Proof.
  intros H. revert ys. induction H as [| x xs Hx _ IH]; intros [| y ys]; cbn; try discriminate; [reflexivity |].
  intros E. apply and_true in E. destruct E as [E1 E2]. rewrite (Hx y E1). f_equal. now apply IH.
Qed.

Lemma same_leaf_same l m : same_leaf l m = true -> l = m.
Proof.
  destruct l, m; cbn; try discriminate.
  - intros H. now apply Nat.eqb_eq in H as ->.
  - intros H. split_checks. apply Nat.eqb_eq in H. apply Z.eqb_eq in H0. subst. now destruct op, op0.
  - intros H. split_checks. apply Nat.eqb_eq in H. subst. f_equal. apply (same_list_same Nat.eqb); [| assumption].
    apply Forall_forall. intros x _ y. apply Nat.eqb_eq.
Qed.

Lemma same_condition_same c d : same_condition c d = true -> c = d.
Proof.
  revert d.
  induction c as [l | how cs IH] using condition_induction; intros [m | how' ds]; cbn [same_condition]; try discriminate.
  - intros H. f_equal. now apply same_leaf_same.
  - intros H. split_checks. f_equal; [| now apply (same_list_same same_condition)].
    destruct how, how'; try discriminate; try reflexivity. cbn in H. apply Nat.eqb_eq in H. now subst.
Qed.

(** ** A wider leaf is met by what meets the narrower one *)

Lemma covers_about t s : covers t s = true -> about t = about s.
Proof. destruct t, s; cbn; try discriminate; intros H; split_checks; now apply Nat.eqb_eq. Qed.

Lemma covers_meets t s a : covers t s = true -> meets a s = true -> meets a t = true.
Proof.
  destruct t as [f | f op x | f os], s as [g | g oq y | g ps]; cbn [covers]; try discriminate.
  - now destruct a.
  - intros H. split_checks. destruct a; try discriminate. cbn [meets]. revert H0 H1.
    destruct (Z.eqb_spec x y) as [-> | D]; destruct op, oq; cbn; try discriminate;
      rewrite ?Z.leb_le, ?Z.ltb_lt; intros; try lia;
      destruct (Z.ltb_spec x y); cbn in *; try discriminate; lia.
  - intros H. split_checks. rewrite forallb_forall in H0.
    destruct a; try discriminate; cbn [meets]; rewrite !mem_In; intros Hm;
      apply mem_In, H0, Hm.
Qed.

Lemma covers_given A t s : covers t s = true -> given A s = true -> given A t = true.
Proof.
  intros H. unfold given. rewrite (covers_about t s H). destruct (A (about s)) as [a |]; [| discriminate].
  now apply covers_meets.
Qed.

(** ** Nothing is closed *)

Section Closing.

Variables (V new : vocabulary) (R : rules).
Hypothesis is_sound : sound V R = true.
Hypothesis closes_nothing : closes V new = [].
Variable A : symptoms.
Hypothesis is_valid : valid V A.

Lemma put F : In F V -> put_as_before V new F = true.
Proof.
  intros HF. destruct (put_as_before V new F) eqn:E; [reflexivity |]. exfalso.
  assert (Hin : In (name_of F) (closes V new)); [| now rewrite closes_nothing in Hin].
  apply in_map, filter_In. now rewrite E.
Qed.

(** An old finding by its own name, and the new one. *)
Lemma the_new_one n F :
  owner V n = Some F -> name_of F = n ->
  exists G, owner new n = Some G /\ name_of G = n
    /\ (forall m, In m (names F) -> In m (names G))
    /\ (forall m, In m (names G) -> In m (names F) \/ owner V m = None)
    /\ (is_person V n = true -> is_person new n = true)
    /\ (forall s, In s (implied_by V n) -> exists t, In t (implied_by new n) /\ covers t s = true).
Proof.
  intros HF E. apply owner_in in HF as HFin. destruct HFin as [HFin _]. pose proof (put F HFin) as H.
  unfold put_as_before in H. rewrite E in H. destruct (owner new n) as [G |]; [| discriminate]. exists G. split_checks.
  repeat match goal with H : forallb _ _ = true |- _ => rewrite forallb_forall in H end.
  split; [reflexivity |]. split; [now apply Nat.eqb_eq |].
  split; [intros m Hm; apply mem_In; auto |]. split.
  - intros m Hm.
    assert (Hor : mem m (names F) || match owner V m with Some _ => false | None => true end = true) by auto.
    apply orb_true_iff in Hor. rewrite mem_In in Hor. destruct Hor as [Hor | Hor]; [now left | right].
    now destruct (owner V m).
  - split; [intros Hp; rewrite Hp in *; cbn in *; now rewrite orb_false_r in * |].
    intros s Hs. assert (He : existsb (fun t => covers t s) (implied_by new n) = true) by auto.
    now apply existsb_exists in He.
Qed.

Lemma app_stays n F : owner V n = Some F -> name_of F = n -> is_app V n = true -> is_app new n = true.
Proof.
  intros HF E Hp. apply owner_in in HF as HFin. destruct HFin as [HFin _]. pose proof (put F HFin) as H.
  unfold put_as_before in H. rewrite E, Hp in H. destruct (owner new n) as [G |]; [| discriminate]. split_checks.
  cbn in *. now rewrite orb_false_r in *.
Qed.

Lemma known_stays n F : owner V n = Some F -> name_of F = n -> known V A n = true -> known new A n = true.
Proof.
  intros HF E. destruct (the_new_one n F HF E) as [G [HG [_ [Hnames [_ [_ Himplied]]]]]].
  unfold known, met_surely. rewrite !existsb_exists. intros [w [Hw Hg]]. cbn [ways] in *. unfold names_of in *.
  rewrite HF in Hw. rewrite HG. apply in_app_or in Hw.
  destruct Hw as [Hw | Hw]; apply in_map_iff in Hw; destruct Hw as [x [<- Hx]].
  - exists (Present x, true). split; [| assumption]. apply in_or_app. left. apply in_map_iff. exists x. auto.
  - destruct (Himplied x Hx) as [t [Ht Hc]]. exists (t, is_app new n). split; [| now apply covers_given with (s := x)].
    apply in_or_app. right. apply in_map_iff. now exists t.
Qed.

Lemma unanswered_stays n F : owner V n = Some F -> name_of F = n -> answered V A n = false -> answered new A n = false.
Proof.
  intros HF E H. destruct (the_new_one n F HF E) as [G [HG [_ [_ [Hnames _]]]]]. apply not_true_is_false. intros Ha.
  unfold answered, names_of in *. rewrite HF in H. rewrite HG in Ha. apply existsb_exists in Ha.
  destruct Ha as [m [Hm Hg]].
  destruct (Hnames m Hm) as [Hin | Hnone].
  - rewrite <- not_true_iff_false in H. apply H. apply existsb_exists. now exists m.
  - destruct (A m) as [a |] eqn:Ea; [| discriminate]. pose proof (is_valid m a Ea) as Hv. unfold accepts in Hv.
    now rewrite Hnone in Hv.
Qed.

Lemma unclear_stays n F a : owner V n = Some F -> name_of F = n -> unclear V n a = true -> unclear new n a = true.
Proof.
  intros HF E. apply owner_in in HF as HFin. destruct HFin as [HFin _]. pose proof (put F HFin) as H.
  unfold put_as_before in H. rewrite E in H. unfold unclear. rewrite HF.
  destruct a as [| | | x |]; try discriminate; [trivial |].
  destruct (owner new n) as [G |]; [| discriminate]. split_checks.
  destruct (kind_of F) as [| low high whole [l h] worse |]; try discriminate.
  destruct (kind_of G) as [| low' high' whole' [l' h'] worse' |]; try discriminate. split_checks.
  rewrite !negb_true_iff, !andb_false_iff, !Z.leb_gt. rewrite Z.leb_le in *. intros [Hx | Hx]; [left | right]; lia.
Qed.

Lemma may_be_so_stays n F : owner V n = Some F -> name_of F = n -> may_be_so V A n = true -> may_be_so new A n = true.
Proof.
  intros HF E H. unfold may_be_so in *. apply andb_true_iff in H. destruct H as [Hp H].
  rewrite (app_stays n F HF E Hp). cbn [andb]. apply existsb_exists in H. destruct H as [s [Hs Hu]].
  destruct (the_new_one n F HF E) as [G [_ [_ [_ [_ [_ Himplied]]]]]]. destruct (Himplied s Hs) as [t [Ht Hc]].
  apply existsb_exists. exists t. split; [assumption | now rewrite (covers_about t s Hc)].
Qed.

Section Round.

Variables (before after : list name).
Hypothesis kept : incl before after.

Definition still (n : name) : Prop :=
  open_in new A after n = true \/ ((exists G, owner new n = Some G /\ name_of G = n) /\ known new A n = true).

Lemma open_stays n : open_in V A before n = true -> still n.
Proof.
  unfold open_in at 1. destruct (owner V n) as [F |] eqn:HF; [| discriminate]. intros H. split_checks.
  match goal with H : (name_of F =? n) = true |- _ => apply Nat.eqb_eq in H; rename H into EF end.
  match goal with H : mem n before = true |- _ => apply mem_In, kept, mem_In in H; rename H into Hm end.
  match goal with H : negb (answered V A n) = true |- _ => apply negb_true_iff in H; rename H into Ha end.
  match goal with H : is_person V n = true |- _ => rename H into Hp end.
  destruct (the_new_one n F HF EF) as [G [HG [EG [_ [_ [Hperson _]]]]]]. unfold still.
  destruct (known new A n) eqn:Hk; [right; split; [now exists G | reflexivity] | left].
  unfold open_in. rewrite HG, Hk, Hm, (unanswered_stays n F HF EF Ha), (Hperson Hp). apply Nat.eqb_eq in EG.
  now rewrite EG.
Qed.

Lemma open_in_unanswered n : open_in V A before n = true -> A n = None.
Proof.
  unfold open_in. destruct (owner V n) as [F |] eqn:HF; [| discriminate]. intros H. split_checks.
  destruct (A n) as [a |] eqn:E; [| reflexivity]. exfalso. apply owner_in in HF as Hin. destruct Hin as [_ Hin].
  assert (Ha : answered V A n = true).
  { unfold answered, names_of. rewrite HF. apply existsb_exists. exists n. split; [assumption | now rewrite E]. }
  rewrite Ha in *. discriminate.
Qed.

Variables (newer : rules).
Hypothesis new_sound : sound new newer = true.

Lemma gate_leaf l :
  leaf_fits V false l = true -> exists F, owner V (about l) = Some F /\ name_of F = about l.
Proof.
  unfold leaf_fits. destruct (owner V (about l)) as [F |]; [| discriminate]. intros H. split_checks. exists F.
  split; [reflexivity | now apply Nat.eqb_eq].
Qed.

(** A leaf that is known of a finding that isn't answered is a flag. *)
Lemma value_not_known l :
  (forall f, l <> Present f) -> leaf_fits new false l = true -> A (about l) = None -> known new A (about l) = false.
Proof.
  intros Hno Hfit En. apply not_true_is_false. intros Hk. unfold leaf_fits in Hfit.
  destruct (owner new (about l)) as [G |] eqn:HG; [| discriminate]. split_checks. apply Nat.eqb_eq in H.
  unfold known, met_surely in Hk. apply existsb_exists in Hk. destruct Hk as [w [Hw Hg]]. cbn [ways] in Hw.
  apply in_app_or in Hw.
  assert (K : kind_of G <> Flag) by (intros K; rewrite K in *; destruct l; [now destruct (Hno f) | discriminate ..]).
  destruct Hw as [Hw | Hw]; apply in_map_iff in Hw; destruct Hw as [x [<- Hx]].
  - apply owner_in in HG as HGin. destruct HGin as [HGin _]. unfold names_of, names in Hx. rewrite HG in Hx.
    assert (Hal : aliases G = []).
    { destruct (kind_of G) as [| low high whole plausible worse | os] eqn:KG; [now destruct K | |].
      - now destruct (sound_quantity new newer new_sound G _ _ _ _ _ HGin KG).
      - now destruct (sound_choice new newer new_sound G os HGin KG) as [_ [Hal _]]. }
    rewrite Hal, H in Hx. destruct Hx as [<- | []]. unfold given in Hg. cbn in Hg. now rewrite En in Hg.
  - apply (Implied.implied_has_flag new newer new_sound) in Hx. destruct Hx as [G' [HG' [_ K']]]. congruence.
Qed.

Lemma could_stays l :
  leaf_fits V false l = true -> leaf_fits new false l = true -> could V A before l = true -> could new A after l = true.
Proof.
  intros Hfit Hfit' H. destruct (gate_leaf l Hfit) as [F [HF EF]].
  assert (Hval : (forall f, l <> Present f) ->
     match A (about l) with Some a => meets a l || unclear V (about l) a | None => open_in V A before (about l) end = true ->
     match A (about l) with Some a => meets a l || unclear new (about l) a | None => open_in new A after (about l) end = true).
  { intros Hno. destruct (A (about l)) as [a |] eqn:Ea.
    - rewrite !orb_true_iff. intros [Hm | Hu]; [now left | right]. now apply (unclear_stays _ F).
    - intros Ho. destruct (open_stays _ Ho) as [H' | [_ Hk]]; [assumption |].
      rewrite value_not_known in Hk by assumption. discriminate. }
  destruct l as [f | n op line | n os]; [| now apply Hval ..]. cbn [could about] in *.
  destruct (known new A f) eqn:Hk; [reflexivity |]. cbn [orb].
  destruct (the_new_one f F HF EF) as [G [HG [EG [Hnames [_ [_ Himplied]]]]]].
  apply orb_true_iff in H. destruct H as [H | H]; [apply orb_true_iff in H; destruct H as [H | H] |].
  1: apply orb_true_iff in H; destruct H as [H | H].
  - rewrite (known_stays f F HF EF H) in Hk. discriminate.
  - apply orb_true_iff. left. apply orb_true_iff. left. unfold names_of in *. rewrite HF in H. rewrite HG. apply existsb_exists in H.
    destruct H as [m [Hm Hu]]. apply existsb_exists. exists m. auto.
  - rewrite (may_be_so_stays f F HF EF H), orb_true_r. reflexivity.
  - apply orb_true_iff. right. apply andb_true_iff in H. destruct H as [Ha H]. apply negb_true_iff in Ha.
    rewrite (unanswered_stays f F HF EF Ha). cbn [negb andb]. apply orb_true_iff. apply orb_true_iff in H.
    destruct H as [H | H].
    + left. destruct (open_stays f H) as [H' | [_ H']]; [assumption | congruence].
    + right. apply existsb_exists in H. destruct H as [s [Hs Ho]]. destruct (Himplied s Hs) as [t [Ht Hc]].
      apply existsb_exists. exists t. split; [assumption |]. rewrite (covers_about t s Hc).
      destruct (open_stays _ Ho) as [H' | [Hown Hks]]; [assumption |]. exfalso.
      assert (Hyes : known new A f = true); [| congruence].
      apply (Ceiling.known_through new newer new_sound A f (about s) Hown); [| assumption].
      assert (En : A (about s) = None) by now apply open_in_unanswered.
      pose proof (Ceiling.unanswered_known_is_flag new newer new_sound A (about s) Hown En Hks) as Hflag.
      destruct (implied_answer_leaf new newer new_sound _ f t Ht) as [Hleaf _].
      rewrite <- (covers_about t s Hc) in *. now rewrite <- (Ceiling.flag_leaf new newer t Hleaf Hflag).
Qed.

End Round.

Variable newer : rules.
Hypothesis new_sound : sound new newer = true.

Lemma same_gate n F G :
  owner V n = Some F -> name_of F = n -> owner new n = Some G ->
  asked_if G = None \/ exists c, asked_if F = Some c /\ asked_if G = Some c.
Proof.
  intros HF E HG. apply owner_in in HF as HFin. destruct HFin as [HFin _]. pose proof (put F HFin) as H.
  unfold put_as_before in H. rewrite E, HG in H. apply and_true in H. destruct H as [_ H].
  destruct (asked_if F) as [c |], (asked_if G) as [d |]; try discriminate; try (now left).
  right. exists c. split; [reflexivity |]. now rewrite (same_condition_same c d H).
Qed.

Lemma gate_fits W S F c : sound W S = true -> In F W -> asked_if F = Some c -> forall l, In l (leaves c) -> leaf_fits W false l = true.
Proof.
  intros HS HF E l Hl. pose proof (sound_finding W S HS F HF) as H. unfold finding_fits, condition_fits in H.
  rewrite E in H.
  split_checks. eapply forallb_forall; eauto.
Qed.

Lemma relevance_stays_in k : incl (relevant_in k V A) (relevant new A).
Proof.
  induction k as [| k IH]; [intros n [] |]. cbn [relevant_in]. cbv zeta. intros n Hn. apply in_map_iff in Hn.
  destruct Hn as [F [E HF]]. apply filter_In in HF. destruct HF as [HF Hpass].
  assert (HO : owner V n = Some F) by (apply (the_owner V R is_sound); [assumption | left; assumption]).
  destruct (the_new_one n F HO E) as [G [HG [EG _]]]. apply relevant_means. apply owner_in in HG as HGin.
  destruct HGin as [HGin _].
  exists G. repeat split; try assumption. unfold passes in *.
  destruct (same_gate n F G HO E HG) as [-> | [c [Ec Ed]]]; [reflexivity |].
  rewrite Ed. rewrite Ec in Hpass. revert Hpass. apply holds_monotone. intros l Hl.
  apply (could_stays (relevant_in k V A) (relevant new A) IH newer new_sound).
  - exact (gate_fits V R F c is_sound HF Ec l Hl).
  - exact (gate_fits new newer G c new_sound HGin Ed l Hl).
Qed.

Theorem nothing_is_closed : still_asks V new A.
Proof.
  intros n Ho. apply (open_stays (relevant V A) (relevant new A)); [apply relevance_stays_in | exact Ho].
Qed.

End Closing.
