(** * What a release closes: the check lists every question that is put to fewer people *)

From Coq Require Import ZArith Arith Bool List Lia.
Import ListNotations.
From Triage Require Import Language Check Basics Sound Rounds.
From Triage Require Implied Ceiling Terms.

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

(** ** What isn't listed isn't closed *)

Lemma gate_fits W S F c : sound W S = true -> In F W -> asked_if F = Some c -> forall l, In l (leaves c) -> leaf_fits W false l = true.
Proof.
  intros HS HF E l Hl. pose proof (sound_finding W S HS F HF) as H. unfold finding_fits, condition_fits in H.
  rewrite E in H.
  split_checks. eapply forallb_forall; eauto.
Qed.

Section Closing.

Variables (V new : vocabulary) (R newer : rules).
Hypothesis is_sound : sound V R = true.
Hypothesis new_sound : sound new newer = true.
Variable A : symptoms.
Hypothesis is_valid : valid V A.

Lemma tells_less_monotone ns ms l : incl ns ms -> tells_less V new ns l = true -> tells_less V new ms l = true.
Proof.
  intros H. unfold tells_less. destruct (owner V (about l)) as [F |]; [| trivial].
  rewrite !orb_true_iff, !andb_true_iff, !mem_In. intros [[Ht | Hn] | [He Hs]]; [auto | auto |].
  right. split; [assumption |]. revert Hs. apply existsb_monotone. intros s. rewrite !mem_In. auto.
Qed.

Definition may_close (closed : list name) (F : finding) : bool :=
  is_person V (name_of F) && (negb (asks_as_before V new F) || hangs_on V new closed F).

Lemma closes_rounds k : closes_in k V new = rounds V may_close k.
Proof. induction k as [| k IH]; [reflexivity |]. cbn [closes_in rounds]. cbv zeta. now rewrite IH. Qed.

(** The list is complete: whatever hangs on what is listed is listed. *)
Lemma closes_means n : In n (closes V new) <-> exists F, In F V /\ name_of F = n /\ may_close (closes V new) F = true.
Proof.
  unfold closes. rewrite closes_rounds. rewrite <- rounds_suffice at 1.
  - cbn [rounds]. rewrite in_map_iff. split; intros [F H]; exists F; rewrite filter_In in *; tauto.
  - intros ns ms F H. unfold may_close, hangs_on. rewrite !andb_true_iff, !orb_true_iff. intros [Hp [Ha | Hh]]; [tauto |].
    split; [assumption | right]. destruct (owner new (name_of F)) as [G |]; [| assumption].
    destruct (asked_if G) as [d |]; [| assumption]. revert Hh. apply existsb_monotone. intros l.
    now apply tells_less_monotone.
Qed.

Lemma not_listed F :
  In F V -> is_person V (name_of F) = true -> ~ In (name_of F) (closes V new) ->
  asks_as_before V new F = true /\ hangs_on V new (closes V new) F = false.
Proof.
  intros HF Hp Hn. destruct (may_close (closes V new) F) eqn:E.
  - exfalso. apply Hn, closes_means. now exists F.
  - unfold may_close in E. rewrite Hp in E. cbn [andb] in E. apply orb_false_iff in E. destruct E as [E1 E2].
    split; [now apply negb_false_iff | assumption].
Qed.

(** ** Of one finding, under its own name in both vocabularies *)

Section One.

Variables (F G : finding).
Hypothesis F_there : In F V.
Hypothesis there : still_there V new F = Some G.

Lemma owner_old : owner V (name_of F) = Some F.
Proof. apply (the_owner V R is_sound); [assumption | now left]. Qed.

Lemma the_new_one :
  owner new (name_of F) = Some G /\ name_of G = name_of F
  /\ (forall m, In m (names G) -> In m (names F) \/ owner V m = None).
Proof.
  unfold still_there in there. destruct (owner new (name_of F)) as [G' |] eqn:HG; [| discriminate].
  destruct (_ && _) eqn:E in there; [| discriminate]. injection there as ->. apply and_true in E. destruct E as [En Em].
  split; [reflexivity |]. split; [now apply Nat.eqb_eq |]. intros m Hm. rewrite forallb_forall in Em.
  specialize (Em m Hm). apply orb_true_iff in Em. rewrite mem_In in Em. destruct Em as [Em | Em]; [now left | right].
  now destruct (owner V m).
Qed.

Lemma unanswered_stays : answered V A (name_of F) = false -> answered new A (name_of F) = false.
Proof.
  intros H. destruct the_new_one as [HG [_ Hnames]]. apply not_true_is_false. intros Ha.
  unfold answered, names_of in *. rewrite owner_old in H. rewrite HG in Ha. apply existsb_exists in Ha.
  destruct Ha as [m [Hm Hg]]. destruct (Hnames m Hm) as [Hin | Hnone].
  - rewrite <- not_true_iff_false in H. apply H. apply existsb_exists. now exists m.
  - destruct (A m) as [a |] eqn:Ea; [| discriminate]. pose proof (is_valid m a Ea) as Hv. unfold accepts in Hv.
    now rewrite Hnone in Hv.
Qed.

Hypothesis tells : tells_as_before V new F = true.

Lemma names_stay m : In m (names F) -> In m (names G).
Proof.
  intros Hm. unfold tells_as_before in tells. rewrite there in tells. split_checks.
  match goal with H : forallb (fun m => mem m (names G)) _ = true |- _ => rewrite forallb_forall in H; apply mem_In; auto end.
Qed.

Lemma implied_stays s : In s (implied_by V (name_of F)) -> exists t, In t (implied_by new (name_of F)) /\ covers t s = true.
Proof.
  intros Hs. unfold tells_as_before in tells. rewrite there in tells. split_checks.
  match goal with H : forallb (fun s => existsb _ _) _ = true |- _ => rewrite forallb_forall in H; specialize (H s Hs) end.
  now apply existsb_exists.
Qed.

Lemma app_stays : is_app V (name_of F) = true -> is_app new (name_of F) = true.
Proof.
  intros Hp. unfold tells_as_before in tells. rewrite there, Hp in tells. split_checks. cbn in *.
  now rewrite orb_false_r in *.
Qed.

Lemma known_stays : known V A (name_of F) = true -> known new A (name_of F) = true.
Proof.
  destruct the_new_one as [HG _]. unfold known, met_surely. rewrite !existsb_exists. intros [w [Hw Hg]].
  cbn [ways] in *. unfold names_of in *. rewrite owner_old in Hw. rewrite HG. apply in_app_or in Hw.
  destruct Hw as [Hw | Hw]; apply in_map_iff in Hw; destruct Hw as [x [<- Hx]].
  - exists (Present x, true). split; [| assumption]. apply in_or_app. left. apply in_map_iff. exists x.
    split; [reflexivity | now apply names_stay].
  - destruct (implied_stays x Hx) as [t [Ht Hc]]. exists (t, is_app new (name_of F)).
    split; [| now apply covers_given with (s := x)]. apply in_or_app. right. apply in_map_iff. now exists t.
Qed.

Lemma unclear_stays a :
  accepts V (name_of F) a = true -> unclear V (name_of F) a = true -> unclear new (name_of F) a = true.
Proof.
  destruct the_new_one as [HG _]. unfold tells_as_before in tells. rewrite there in tells. unfold unclear, accepts.
  rewrite owner_old, HG. destruct a as [| | | x |]; try discriminate; [trivial |]. split_checks.
  destruct (kind_of F) as [| low high whole [l h] worse |]; try discriminate.
  destruct (kind_of G) as [| low' high' whole' [l' h'] worse' |]; try discriminate. intros Ha. split_checks.
  rewrite orb_true_iff in *. rewrite !negb_true_iff, !andb_false_iff, !Z.leb_gt. rewrite Z.leb_le in *.
  intros [Hx | Hx]; [left | right]; lia.
Qed.

Lemma may_be_so_stays : may_be_so V A (name_of F) = true -> may_be_so new A (name_of F) = true.
Proof.
  unfold may_be_so. intros H. apply andb_true_iff in H. destruct H as [Hp H]. rewrite (app_stays Hp). cbn [andb].
  apply existsb_exists in H. destruct H as [s [Hs Hu]]. destruct (implied_stays s Hs) as [t [Ht Hc]].
  apply existsb_exists. exists t. split; [assumption | now rewrite (covers_about t s Hc)].
Qed.

End One.

(** ** One round of relevance *)

Section Round.

Variable before : list name.
Hypothesis kept : forall n, In n before -> is_person V n = true -> ~ In n (closes V new) -> In n (relevant new A).

Lemma open_old n :
  open_in V A before n = true ->
  exists F, In F V /\ name_of F = n /\ is_person V n = true /\ answered V A n = false /\ In n before.
Proof.
  unfold open_in. destruct (owner V n) as [F |] eqn:HF; [| discriminate]. intros H. split_checks. exists F.
  apply owner_in in HF. destruct HF as [HF _]. rewrite <- mem_In. repeat split; try assumption; [now apply Nat.eqb_eq |].
  now apply negb_true_iff.
Qed.

Lemma open_stays n : ~ In n (closes V new) -> open_in V A before n = true -> still_asked new A n.
Proof.
  intros Hn Ho. destruct (open_old n Ho) as [F [HF [<- [Hp [Ha Hin]]]]].
  destruct (not_listed F HF Hp Hn) as [Hasks _]. unfold asks_as_before in Hasks.
  destruct (still_there V new F) as [G |] eqn:HG; [| discriminate]. apply and_true in Hasks. destruct Hasks as [Hperson _].
  destruct (the_new_one F G HG) as [HO [EG _]]. unfold still_asked.
  destruct (known new A (name_of F)) eqn:Hk; [right; split; [now exists G | reflexivity] | left].
  pose proof (kept _ Hin Hp Hn) as Hr. apply mem_In in Hr. unfold open, open_in.
  rewrite HO, Hk, Hr, Hperson, (unanswered_stays F G HF HG Ha), EG. now rewrite Nat.eqb_refl.
Qed.

Lemma open_in_unanswered n : open_in V A before n = true -> A n = None.
Proof.
  intros Ho. destruct (open_old n Ho) as [F [HF [<- [_ [Ha _]]]]]. destruct (A (name_of F)) as [a |] eqn:E; [| reflexivity].
  exfalso. assert (Hyes : answered V A (name_of F) = true); [| congruence]. unfold answered, names_of.
  rewrite (owner_old F HF). apply existsb_exists. exists (name_of F). split; [now left | now rewrite E].
Qed.

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

(** A flag that everybody is asked, and nobody has answered, is open or known. *)
Lemma asked_of_everybody_could f :
  asked_of_everybody new f = true -> (exists G, owner new f = Some G /\ name_of G = f) -> answered new A f = false ->
  could new A (relevant new A) (Present f) = true.
Proof.
  unfold asked_of_everybody. intros H [G [HG EG]] Ha. apply andb_true_iff in H. destruct H as [Hp H]. rewrite HG in H.
  cbn [could]. destruct (known new A f) eqn:Hk; [reflexivity |].
  assert (Hr : mem f (relevant new A) = true).
  { apply mem_In, relevant_means. exists G. apply owner_in in HG. destruct HG as [HG _]. repeat split; try assumption.
    unfold passes. now destruct (asked_if G). }
  unfold open_in. rewrite HG, Hp, Ha, Hk, Hr, EG, Nat.eqb_refl. now rewrite !orb_true_r.
Qed.

Lemma could_value_stays F G s t :
  In F V -> still_there V new F = Some G -> tells_as_before V new F = true -> name_of F = about s ->
  (forall f, t <> Present f) -> leaf_fits new false t = true -> covers t s = true -> ~ In (about s) (closes V new) ->
  match A (about s) with Some a => meets a s || unclear V (about s) a | None => open_in V A before (about s) end = true ->
  match A (about t) with Some a => meets a t || unclear new (about t) a | None => open new A (about t) end = true.
Proof.
  intros HF HG Ht En Hno Hfit Hc Hn. rewrite (covers_about t s Hc). destruct (A (about s)) as [a |] eqn:Ea.
  - rewrite !orb_true_iff, <- En. intros [Hm | Hu]; [left; now apply covers_meets with (s := s) | right].
    apply (unclear_stays F G HF HG Ht); [rewrite En; now apply is_valid | assumption].
  - intros Ho. destruct (open_stays _ Hn Ho) as [H' | [_ Hk]]; [assumption |].
    rewrite <- (covers_about t s Hc) in *. rewrite value_not_known in Hk by assumption. discriminate.
Qed.

(** What an open question would make yes is still to be asked, through it or by itself. *)
Lemma implied_open_stays f s t :
  In t (implied_by new f) -> covers t s = true -> open_in V A before (about s) = true -> ~ In (about s) (closes V new) ->
  known new A f = false -> open new A (about t) = true.
Proof.
  intros Ht Hc Ho Hn Hk. rewrite (covers_about t s Hc).
  destruct (open_stays _ Hn Ho) as [H' | [Hown Hks]]; [assumption |]. exfalso.
  assert (Hyes : known new A f = true); [| congruence].
  apply (Ceiling.known_through new newer new_sound A f (about s) Hown); [| assumption].
  assert (En : A (about s) = None) by now apply open_in_unanswered.
  pose proof (Ceiling.unanswered_known_is_flag new newer new_sound A (about s) Hown En Hks) as Hflag.
  destruct (implied_answer_leaf new newer new_sound _ f t Ht) as [Hleaf _].
  rewrite <- (covers_about t s Hc) in *. now rewrite <- (Ceiling.flag_leaf new newer t Hleaf Hflag).
Qed.

Lemma could_flag_stays F G :
  In F V -> still_there V new F = Some G -> tells_less V new (closes V new) (Present (name_of F)) = false ->
  could V A before (Present (name_of F)) = true -> could new A (relevant new A) (Present (name_of F)) = true.
Proof.
  intros HF HG Hless H. destruct (the_new_one F G HG) as [HO [EG _]]. unfold tells_less in Hless. cbn [about] in Hless.
  rewrite (owner_old F HF) in Hless. apply orb_false_iff in Hless. destruct Hless as [Hless Himplied].
  apply orb_false_iff in Hless. destruct Hless as [Ht Hn]. apply negb_false_iff in Ht.
  assert (Hn' : ~ In (name_of F) (closes V new)) by (rewrite <- mem_In; congruence).
  cbn [could] in *. destruct (known new A (name_of F)) eqn:Hk; [reflexivity |]. cbn [orb].
  apply orb_true_iff in H. destruct H as [H | H]; [apply orb_true_iff in H; destruct H as [H | H] |].
  1: apply orb_true_iff in H; destruct H as [H | H].
  - rewrite (known_stays F G HF HG Ht H) in Hk. discriminate.
  - apply orb_true_iff. left. apply orb_true_iff. left. unfold names_of in *. rewrite (owner_old F HF) in H. rewrite HO.
    apply existsb_exists in H. destruct H as [m [Hm Hu]]. apply existsb_exists. exists m.
    split; [now apply (names_stay F G) | assumption].
  - now rewrite (may_be_so_stays F G HG Ht H), orb_true_r.
  - apply andb_true_iff in H. destruct H as [Ha H]. apply negb_true_iff in Ha.
    pose proof (unanswered_stays F G HF HG Ha) as Ha'.
    destruct (asked_of_everybody new (name_of F)) eqn:Hall.
    { assert (Hown : exists G, owner new (name_of F) = Some G /\ name_of G = name_of F) by now exists G.
      pose proof (asked_of_everybody_could _ Hall Hown Ha') as Hc. cbn [could] in Hc. now rewrite Hk in Hc. }
    apply orb_true_iff. right. rewrite Ha'. cbn [negb andb] in *. apply orb_true_iff. apply orb_true_iff in H.
    destruct H as [H | H].
    + left. destruct (open_stays _ Hn' H) as [H' | [_ H']]; [assumption | congruence].
    + right. apply existsb_exists in H. destruct H as [s [Hs Ho]]. destruct (implied_stays F G HG Ht s Hs) as [t [Hti Hc]].
      apply existsb_exists. exists t. split; [assumption |]. apply (implied_open_stays (name_of F) s t); try assumption.
      intros Hin. apply mem_In in Hin. rewrite <- not_true_iff_false in Himplied. apply Himplied. apply existsb_exists.
      now exists s.
Qed.

Lemma could_stays s t :
  leaf_fits V false s = true -> leaf_fits new false t = true -> covers t s = true ->
  tells_less V new (closes V new) t = false -> could V A before s = true -> could new A (relevant new A) t = true.
Proof.
  intros Hfit Hfit' Hc Hless H. destruct (gate_leaf s Hfit) as [F [HF EF]].
  apply owner_in in HF as HFin. destruct HFin as [HFin _].
  pose proof Hless as Hall. unfold tells_less in Hall. rewrite (covers_about t s Hc), HF in Hall.
  apply orb_false_iff in Hall. destruct Hall as [Hall _]. apply orb_false_iff in Hall. destruct Hall as [Ht Hn].
  apply negb_false_iff in Ht. pose proof Ht as HG. unfold tells_as_before in HG.
  destruct (still_there V new F) as [G |] eqn:HG'; [clear HG | discriminate].
  assert (Hn' : ~ In (about s) (closes V new)) by (rewrite <- mem_In; congruence).
  destruct t as [f | n op line | n os].
  - destruct s as [g | |]; try discriminate. apply covers_about in Hc. cbn [about] in *. subst f. rewrite <- EF in *.
    now apply (could_flag_stays F G).
  - destruct s as [| g oq y |]; try discriminate. apply (could_value_stays F G (Bound g oq y) (Bound n op line)); easy.
  - destruct s as [| | g ps]; try discriminate. apply (could_value_stays F G (Chosen g ps) (Chosen n os)); easy.
Qed.

Lemma passes_stays F G :
  In F V -> owner new (name_of F) = Some G -> no_narrower (asked_if F) (asked_if G) = true ->
  hangs_on V new (closes V new) F = false ->
  passes (could V A before) F = true -> passes (could new A (relevant new A)) G = true.
Proof.
  intros HF HG Hnarrow Hhangs. unfold passes, hangs_on, no_narrower in *. rewrite HG in Hhangs.
  destruct (asked_if G) as [d |] eqn:Ed; [| trivial]. destruct (asked_if F) as [c |] eqn:Ec; [| discriminate].
  rewrite !Terms.terms_are_the_ways_to_hold. intros [s [Hs Hmet]]. rewrite forallb_forall in Hnarrow.
  specialize (Hnarrow s Hs). apply existsb_exists in Hnarrow. destruct Hnarrow as [t [Ht Hin]]. exists t.
  split; [assumption |]. intros m Hm. rewrite forallb_forall in Hin. specialize (Hin m Hm). apply existsb_exists in Hin.
  destruct Hin as [l [Hl Hc]]. apply owner_in in HG. destruct HG as [HG _]. apply (could_stays l m).
  - exact (gate_fits V R F c is_sound HF Ec l (Terms.term_leaves c s l Hs Hl)).
  - exact (gate_fits new newer G d new_sound HG Ed m (Terms.term_leaves d t m Ht Hm)).
  - assumption.
  - apply not_true_is_false. intros Hless. rewrite <- not_true_iff_false in Hhangs. apply Hhangs. apply existsb_exists.
    exists m. split; [exact (Terms.term_leaves d t m Ht Hm) | assumption].
  - now apply Hmet.
Qed.

End Round.

Lemma relevance_stays_in k n :
  In n (relevant_in k V A) -> is_person V n = true -> ~ In n (closes V new) -> In n (relevant new A).
Proof.
  revert n. induction k as [| k IH]; intros n; [intros [] |]. cbn [relevant_in]. cbv zeta. intros Hn Hp Hc.
  apply in_map_iff in Hn. destruct Hn as [F [<- HF]]. apply filter_In in HF. destruct HF as [HF Hpass].
  destruct (not_listed F HF Hp Hc) as [Hasks Hhangs]. unfold asks_as_before in Hasks.
  destruct (still_there V new F) as [G |] eqn:HG; [| discriminate]. apply and_true in Hasks. destruct Hasks as [_ Hnarrow].
  destruct (the_new_one F G HG) as [HO [EG _]]. apply relevant_means. exists G. apply owner_in in HO as HGin.
  destruct HGin as [HGin _]. repeat split; try assumption. now apply (passes_stays (relevant_in k V A) IH F G).
Qed.

Theorem only_what_is_listed_is_closed n : ~ In n (closes V new) -> open V A n = true -> still_asked new A n.
Proof.
  intros Hn Ho. apply (open_stays (relevant V A)); [| assumption | exact Ho]. intros m. apply relevance_stays_in.
Qed.

End Closing.
