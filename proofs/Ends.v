(** * Both ends of a finding: an answer that raises nothing, and the answers beyond which nothing more is met *)

From Coq Require Import ZArith Arith Bool List Lia.
Import ListNotations.
From Triage Require Import Language Check Basics Sound Numbers Points.

Section Ends.

Variables (V : vocabulary) (R : rules).
Hypothesis is_sound : sound V R = true.

Lemma written_leaf_fits l : In l (all_leaves V R) -> leaf_fits V true l = true.
Proof.
  intros H. apply in_app_or in H. destruct H as [H | H]; apply in_flat_map in H.
  - destruct H as [r [Hr Hl]]. eapply sound_leaf; eauto.
  - destruct H as [F [HF Hl]]. apply in_map_iff in Hl. destruct Hl as [i [<- Hi]].
    pose proof (sound_implication V R is_sound F i HF Hi) as Hfit. unfold implication_fits in Hfit. now split_checks.
Qed.

Lemma written_bound n F low high whole plausible worse l :
  owner V n = Some F -> kind_of F = Quantity low high whole plausible worse ->
  In l (all_leaves V R) -> about l = n ->
  exists op line, l = Bound n op line /\ points_right worse op line = true /\ tells low high op line = true.
Proof.
  intros HF K Hin E. pose proof (written_leaf_fits l Hin) as H. unfold leaf_fits in H. rewrite E, HF, K in H.
  split_checks.
  destruct l as [| m op line |]; try discriminate. cbn in E. subst m. split_checks. exists op, line. now repeat split.
Qed.

Lemma quantity_in_range n F low high whole plausible worse :
  owner V n = Some F -> kind_of F = Quantity low high whole plausible worse ->
  (low < high)%Z /\ allowed whole low /\ allowed whole high
  /\ match worse with Both bottom top => (low <= bottom <= top)%Z /\ (top <= high)%Z /\ allowed whole bottom | _ => True end.
Proof.
  intros HF K. apply owner_in in HF. destruct HF as [HF _].
  destruct (sound_quantity V R is_sound F _ _ _ _ _ HF K) as [Q _].
  unfold quantity_fits, on_grid in Q. split_checks. split; [now apply Z.ltb_lt |]. split; [intros ->; assumption |].
  split; [intros ->; assumption |]. destruct worse; trivial. split_checks.
  repeat split; try (now apply Z.leb_le). intros ->. assumption.
Qed.

Lemma accepts_in_range n F low high whole plausible worse x :
  owner V n = Some F -> kind_of F = Quantity low high whole plausible worse ->
  (low <= x <= high)%Z -> allowed whole x -> accepts V n (Number x) = true.
Proof.
  intros HF K Hx Hw. unfold accepts. rewrite HF, K. apply andb_true_iff.
  split; [apply andb_true_iff; split; apply Z.leb_le; lia |]. destruct whole; [now apply Hw | reflexivity].
Qed.

(** ** An answer that raises nothing *)

(** The value of a quantity that raises nothing. *)
Definition least_value (low high : Z) (worse : direction) : Z :=
  match worse with Higher => low | Lower => high | Both bottom _ => bottom end.

Lemma least_value_harmless n F low high whole plausible worse :
  owner V n = Some F -> kind_of F = Quantity low high whole plausible worse ->
  accepts V n (Number (least_value low high worse)) = true
  /\ harmless V R n (Number (least_value low high worse)) = true.
Proof.
  intros HF K. destruct (quantity_in_range _ _ _ _ _ _ _ HF K) as [Hr [Hl [Hh Hb]]]. split.
  - apply (accepts_in_range _ _ _ _ _ _ _ _ HF K); destruct worse; cbn; try lia; tauto.
  - cbn [harmless]. apply forallb_forall. intros l Hin. apply negb_true_iff, andb_false_iff.
    destruct (Nat.eqb_spec (about l) n) as [E |]; [right | now left].
    destruct (written_bound _ _ _ _ _ _ _ l HF K Hin E) as [op [line [-> [Hp Ht]]]]. cbn [meets].
    unfold tells in Ht. destruct worse; cbn [least_value points_right] in *.
    + rewrite Hp in Ht. split_checks. now apply negb_true_iff.
    + apply negb_true_iff in Hp. rewrite Hp in Ht. split_checks. now apply negb_true_iff.
    + split_checks. now apply negb_true_iff.
Qed.

(** Some answer that raises nothing, for each finding. *)
Definition harmless_answer (n : name) : answer :=
  match owner V n with
  | Some F =>
      match kind_of F with
      | Flag => No
      | Quantity low high _ _ worse => Number (least_value low high worse)
      | Choice os => match find (fun o => harmless V R n (Option o)) os with Some o => Option o | None => No end
      end
  | None => No
  end.

Lemma harmless_answer_fits n F :
  owner V n = Some F -> name_of F = n ->
  accepts V n (harmless_answer n) = true /\ harmless V R n (harmless_answer n) = true.
Proof.
  intros HF E. unfold harmless_answer. rewrite HF.
  destruct (kind_of F) as [| low high whole plausible worse | os] eqn:K.
  - split; [unfold accepts; now rewrite HF, K | reflexivity].
  - eapply least_value_harmless; eauto.
  - pose proof HF as HF'. apply owner_in in HF'. destruct HF' as [HF' _].
    destruct (sound_choice V R is_sound F os HF' K) as [_ [_ [o [Ho Hh]]]]. rewrite E in Hh.
    destruct (find (fun o => harmless V R n (Option o)) os) as [q |] eqn:Ef.
    + apply find_some in Ef. destruct Ef as [Hq Hhq]. split; [| assumption]. unfold accepts. rewrite HF, K.
      now apply mem_In.
    + pose proof (find_none _ _ Ef o Ho) as Hn. cbv beta in Hn. congruence.
Qed.

Lemma harmless_not_unsure n a : harmless V R n a = true -> a <> Unsure.
Proof. intros H ->. discriminate. Qed.

Lemma harmless_meets_nothing a s :
  answer_leaf V R s -> harmless V R (about s) a = true -> meets a s = false.
Proof.
  intros Hs Ha. apply not_true_is_false. intros Hm.
  assert (H : meets Unsure s = true).
  { apply (meets_worse V R s a); [assumption | now apply harmless_then_unsure | assumption]. }
  destruct s as [m | m op line | m os]; try discriminate. destruct a; try discriminate.
  destruct Hs as [_ Hin]. cbn [harmless about] in Ha. rewrite forallb_forall in Ha. specialize (Ha _ Hin).
  cbn [about] in Ha. rewrite Nat.eqb_refl, Hm in Ha. discriminate.
Qed.

(** ** The far end *)

(** The reading beyond an answer: what it meets, the reading meets too. *)
Definition far (n : name) (a : answer) : answer :=
  match owner V n with
  | Some F =>
      match kind_of F, a with
      | Flag, _ => Yes
      | Quantity _ high _ _ Higher, _ => Number high
      | Quantity low _ _ _ Lower, _ => Number low
      | Quantity low high _ _ (Both bottom _), Number x => if (x <=? bottom)%Z then Number low else Number high
      | Quantity _ high _ _ (Both _ _), _ => Number high
      | Choice _, _ => a
      end
  | None => Yes
  end.

Lemma far_is_tried n a : accepts V n a = true -> In (far n a) (worth_trying V n).
Proof.
  unfold accepts, far, worth_trying, far_ends. destruct (owner V n) as [F |]; [| discriminate].
  destruct (kind_of F) as [| low high whole plausible [| | bottom top] | os]; intros H; try (now left).
  - destruct a as [| | | x |]; try (now left). destruct (x <=? bottom)%Z; [right; now left | now left].
  - destruct a; try discriminate; [now left |]. right. apply in_map. now apply mem_In.
Qed.

Lemma far_meets a s :
  answer_leaf V R s -> accepts V (about s) a = true -> meets a s = true -> meets (far (about s) a) s = true.
Proof.
  intros Hs Ha. destruct (leaf_kind V R s Hs) as [F [HF K]]. unfold far, accepts in *. rewrite HF in *.
  destruct (kind_of F) as [| low high whole plausible worse | os] eqn:KF.
  - destruct s; try contradiction. reflexivity.
  - destruct s as [| m op line |]; try contradiction. destruct a as [| | | x |]; try discriminate.
    destruct (quantity_in_range _ _ _ _ _ _ _ HF KF) as [_ [_ [_ Hband]]].
    split_checks. rewrite Z.leb_le in *. destruct K as [Kp _]. cbn [meets]. destruct worse as [| | bottom top].
    + apply (bound_follows_direction Higher); [assumption | lia].
    + apply (bound_follows_direction Lower); [assumption | lia].
    + destruct (Z.leb_spec x bottom); (apply (bound_follows_direction (Both bottom top)); [assumption | lia]).
  - destruct s; try contradiction. trivial.
Qed.

Lemma tried_accepted n F b :
  owner V n = Some F -> In b (worth_trying V n) -> accepts V n b = true.
Proof.
  intros HF. unfold worth_trying, far_ends. rewrite HF.
  destruct (kind_of F) as [| low high whole plausible worse | os] eqn:K.
  - intros [<- | []]. unfold accepts. now rewrite HF, K.
  - destruct (quantity_in_range _ _ _ _ _ _ _ HF K) as [Hr [Hl [Hh _]]].
    assert (A1 : accepts V n (Number low) = true) by (apply (accepts_in_range _ _ _ _ _ _ _ _ HF K); [lia | assumption]).
    assert (A2 : accepts V n (Number high) = true) by (apply (accepts_in_range _ _ _ _ _ _ _ _ HF K); [lia | assumption]).
    destruct worse; [intros [<- | []] | intros [<- | []] | intros [<- | [<- | []]]]; assumption.
  - unfold accepts. rewrite HF, K. intros [<- | H]; [reflexivity |]. apply in_map_iff in H. destruct H as [o [<- Ho]].
    now apply mem_In.
Qed.

Lemma reading_tried n F b : owner V n = Some F -> In b (readings V n) -> In b (worth_trying V n).
Proof.
  intros HF. unfold readings, worth_trying. rewrite HF. destruct (kind_of F) as [| | os]; trivial.
  destruct (doubtful F); [trivial | intros [<- | []]; now left].
Qed.

Lemma reading_accepted n F b : owner V n = Some F -> In b (readings V n) -> accepts V n b = true.
Proof. intros HF Hb. apply (tried_accepted n F); [assumption | now apply (reading_tried n F)]. Qed.

(** A reading stays unsure only for a choice, which may be read so. *)
Lemma far_unsure n a : far n a = Unsure -> In Unsure (readings V n).
Proof.
  unfold far, readings, far_ends. destruct (owner V n) as [F |]; [| discriminate].
  destruct (kind_of F) as [| low high whole plausible [| | bottom top] | os]; try discriminate.
  - destruct a; try discriminate. now destruct (value <=? bottom)%Z.
  - intros _. destruct (doubtful F); now left.
Qed.

End Ends.
