(** * Numbers: the interval that some bounds leave, and its least severe values *)

From Coq Require Import ZArith Arith Bool List Lia.
Import ListNotations.
From Triage Require Import Language Check Basics Sound.
Local Open Scope Z_scope.

(** A value that a quantity may take: any on the grid of answers, or whole ones only. *)
Definition allowed (whole : bool) (x : Z) : Prop := whole = true -> is_whole x = true.

Lemma is_whole_multiple x : is_whole x = true <-> exists k, x = k * scale.
Proof.
  unfold is_whole. rewrite Z.eqb_eq. split.
  - intros H. exists (x / scale). pose proof (Z.div_mod x scale). unfold scale in *. lia.
  - intros [k ->]. apply Z.mod_mul. discriminate.
Qed.

(** ** Rounding to a value that is allowed *)

Lemma floor_below whole x : floor_to whole x <= x.
Proof. unfold floor_to. destruct whole; [| lia]. pose proof (Z.mul_div_le x scale). unfold scale in *. lia. Qed.

Lemma floor_greatest whole x z : allowed whole z -> z <= x -> z <= floor_to whole x.
Proof.
  unfold allowed, floor_to. destruct whole; [| trivial]. intros H Hz.
  destruct (proj1 (is_whole_multiple z) (H eq_refl)) as [k ->].
  apply Z.mul_le_mono_nonneg_r; [discriminate |]. apply Z.div_le_lower_bound; [reflexivity |]. lia.
Qed.

Lemma floor_allowed whole x : allowed whole (floor_to whole x).
Proof. intros ->. apply is_whole_multiple. now exists (x / scale). Qed.

Lemma opposite_allowed whole x : allowed whole x -> allowed whole (- x).
Proof.
  intros H E. destruct (proj1 (is_whole_multiple x) (H E)) as [k ->]. apply is_whole_multiple. exists (- k). lia.
Qed.

Lemma ceil_above whole x : x <= ceil_to whole x.
Proof. unfold ceil_to. pose proof (floor_below whole (- x)). lia. Qed.

Lemma ceil_least whole x z : allowed whole z -> x <= z -> ceil_to whole x <= z.
Proof.
  intros H Hz. unfold ceil_to. pose proof (floor_greatest whole (- x) (- z) (opposite_allowed _ _ H)). lia.
Qed.

Lemma ceil_allowed whole x : allowed whole (ceil_to whole x).
Proof. apply opposite_allowed, floor_allowed. Qed.

(** ** Just inside a bound *)

Lemma inside_lower whole op line z :
  is_lower op = true -> allowed whole line -> allowed whole z -> (compare op z line = true <-> inside whole op line <= z).
Proof.
  intros Hop Hl Hz. destruct op; try discriminate; cbn; [now rewrite Z.leb_le |]. rewrite Z.ltb_lt.
  unfold step, allowed in *. destruct whole; [| lia].
  destruct (proj1 (is_whole_multiple line) (Hl eq_refl)) as [k ->].
  destruct (proj1 (is_whole_multiple z) (Hz eq_refl)) as [j ->].
  unfold scale. lia.
Qed.

Lemma inside_upper whole op line z :
  is_lower op = false -> allowed whole line -> allowed whole z -> (compare op z line = true <-> z <= inside whole op line).
Proof.
  intros Hop Hl Hz. destruct op; try discriminate; cbn; [now rewrite Z.leb_le |]. rewrite Z.ltb_lt.
  unfold step, allowed in *. destruct whole; [| lia].
  destruct (proj1 (is_whole_multiple line) (Hl eq_refl)) as [k ->].
  destruct (proj1 (is_whole_multiple z) (Hz eq_refl)) as [j ->].
  unfold scale. lia.
Qed.

Lemma inside_allowed whole op line : allowed whole line -> allowed whole (inside whole op line).
Proof.
  intros H E. destruct (proj1 (is_whole_multiple line) (H E)) as [k ->]. subst whole. apply is_whole_multiple.
  destruct op; cbn [inside step]; [exists k | exists (k + 1) | exists k | exists (k - 1)]; lia.
Qed.

(** ** The interval that bounds leave *)

Section Interval.

Variables (whole : bool) (D : list demand).

(** All that is demanded of a number is a bound on the grid. *)
Definition bounds_only : Prop :=
  forall d, In d D -> exists f op line, fst d = Bound f op line /\ allowed whole line.

Definition meets_all (z : Z) : Prop := forall d, In d D -> meets (Number z) (fst d) = true.

Lemma lowest_max low d D' :
  lowest whole low (d :: D') =
  match fst d with
  | Bound _ op line => if is_lower op then Z.max (inside whole op line) (lowest whole low D') else lowest whole low D'
  | _ => lowest whole low D'
  end.
Proof. reflexivity. Qed.

Lemma highest_min high d D' :
  highest whole high (d :: D') =
  match fst d with
  | Bound _ op line => if is_lower op then highest whole high D' else Z.min (inside whole op line) (highest whole high D')
  | _ => highest whole high D'
  end.
Proof. reflexivity. Qed.

End Interval.

Lemma in_interval whole D low high z :
  bounds_only whole D -> allowed whole z ->
  (lowest whole low D <= z <= highest whole high D <-> low <= z <= high /\ meets_all D z).
Proof.
  intros HD Hz. induction D as [| d D IH].
  - cbn. unfold meets_all. split; [intros H; split; [exact H | intros d []] | now intros [H _]].
  - rewrite lowest_max, highest_min. destruct (HD d (or_introl eq_refl)) as [f [op [line [E Hl]]]].
    assert (HD' : bounds_only whole D) by (intros e He; apply HD; now right). specialize (IH HD').
    assert (Hd : meets_all (d :: D) z <-> compare op z line = true /\ meets_all D z).
    { unfold meets_all. split.
      - intros H. split; [specialize (H d (or_introl eq_refl)); now rewrite E in H | intros e He; apply H; now right].
      - intros [H1 H2] e [<- | He]; [now rewrite E | now apply H2]. }
    rewrite Hd, E. destruct (is_lower op) eqn:Hop.
    + rewrite (inside_lower whole), Z.max_lub_iff by assumption. tauto.
    + rewrite (inside_upper whole), Z.min_glb_iff by assumption. tauto.
Qed.

Lemma lowest_allowed whole D low : bounds_only whole D -> allowed whole low -> allowed whole (lowest whole low D).
Proof.
  intros HD Hl. induction D as [| d D IH]; [exact Hl |]. rewrite lowest_max.
  destruct (HD d (or_introl eq_refl)) as [f [op [line [-> Hline]]]].
  assert (IH' : allowed whole (lowest whole low D)) by (apply IH; intros e He; apply HD; now right).
  destruct (is_lower op); [| exact IH'].
  destruct (Z.max_spec (inside whole op line) (lowest whole low D)) as [[_ ->] | [_ ->]]; [exact IH' | now apply inside_allowed].
Qed.

Lemma highest_allowed whole D high : bounds_only whole D -> allowed whole high -> allowed whole (highest whole high D).
Proof.
  intros HD Hl. induction D as [| d D IH]; [exact Hl |]. rewrite highest_min.
  destruct (HD d (or_introl eq_refl)) as [f [op [line [-> Hline]]]].
  assert (IH' : allowed whole (highest whole high D)) by (apply IH; intros e He; apply HD; now right).
  destruct (is_lower op); [exact IH' |].
  destruct (Z.min_spec (inside whole op line) (highest whole high D)) as [[_ ->] | [_ ->]]; [now apply inside_allowed | exact IH'].
Qed.

(** ** The least severe values of an interval *)

Lemma one_of_two (x y : Z) : let vs := if (x =? y) then [x] else [x; y] in In x vs /\ In y vs.
Proof. cbv zeta. destruct (Z.eqb_spec x y) as [-> |]; cbn; tauto. Qed.

(** Whatever allowed number lies in the interval: one of the least values lies there too, and is no worse. *)
Lemma least_number_found new newer n whole lo hi z :
  sound new newer = true ->
  (exists G l h w p d, owner new n = Some G /\ kind_of G = Quantity l h w p d) ->
  allowed whole lo -> allowed whole hi -> allowed whole z -> lo <= z <= hi ->
  exists v, In v (least_numbers new n whole lo hi) /\ lo <= v <= hi /\ allowed whole v /\ toward_worse new n v z.
Proof.
  intros S [G [l [h [w [p [d [HG K]]]]]]] Hlo Hhi Hz Hin. unfold least_numbers, toward_worse. rewrite HG, K.
  destruct d as [| | bottom top].
  - exists lo. repeat split; try lia; [now left | assumption].
  - exists hi. repeat split; try lia; [now left | assumption].
  - set (below := Z.min hi (floor_to whole bottom)). set (above := Z.max lo (ceil_to whole bottom)). cbv zeta.
    destruct (one_of_two below above) as [Hb Ha]. cbv zeta in Hb, Ha.
    assert (band : bottom <= top).
    { apply owner_in in HG. destruct HG as [HG _]. destruct (sound_quantity _ _ S G _ _ _ _ _ HG K) as [Q _].
      unfold quantity_fits in Q. split_checks. now apply Z.leb_le. }
    destruct (Z.le_ge_cases z bottom) as [Hzb | Hzb].
    + pose proof (floor_greatest whole bottom z Hz Hzb). pose proof (floor_below whole bottom).
      exists below. split; [assumption |]. unfold below. split; [lia |]. split; [| lia].
      destruct (Z.min_spec hi (floor_to whole bottom)) as [[_ ->] | [_ ->]]; [assumption | apply floor_allowed].
    + pose proof (ceil_least whole bottom z Hz Hzb). pose proof (ceil_above whole bottom).
      exists above. split; [assumption |]. unfold above. split; [lia |]. split; [| lia].
      destruct (Z.max_spec lo (ceil_to whole bottom)) as [[_ ->] | [_ ->]]; [apply ceil_allowed | assumption].
Qed.
