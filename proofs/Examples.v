(** * Examples: the statements aren't empty

    A small rule set with something of everything, computed. Names: 1 rash, 2 feverish, 3 temperature, 4 sample count,
    5 side of pain, 6 age, 7 child's question, 8 rise (the app computes it). *)

From Coq Require Import ZArith Arith Bool List.
Import ListNotations.
From Triage Require Import Language Check.

Definition degrees (tenths : Z) : Z := (tenths * 1000000)%Z.

Definition flag (n : name) (who : asked) (gate : option condition) (follows : list (leaf * name)) : finding :=
  {| name_of := n; aliases := []; kind_of := Flag; asked_of := who; context := false; critical := false;
     Language.gate := false; doubtful := true; asked_if := gate; implies := follows |}.

Definition measured (n : name) (low high : Z) (whole : bool) (worse : direction) (follows : list (leaf * name)) : finding :=
  {| name_of := n; aliases := []; kind_of := Quantity low high whole (low, high) worse; asked_of := Person; context := false;
     critical := false; Language.gate := true; doubtful := true; asked_if := None; implies := follows |}.

Definition side : finding :=
  {| name_of := 5; aliases := []; kind_of := Choice [51; 52; 53; 54]; asked_of := Person; context := false;
     critical := false; Language.gate := false; doubtful := true; asked_if := None; implies := [(Chosen 5 [53], 8)] |}.

Definition body : vocabulary :=
  [ flag 1 Person None [];
    flag 2 Person None [];
    measured 3 (degrees 300) (degrees 450) false (Both (degrees 360) (degrees 375)) [(Bound 3 GE (degrees 380), 2)];
    measured 6 0 (120 * scale) true Higher [];
    side;
    flag 7 Person (Some (Leaf (Bound 6 LT (16 * scale)))) [];
    flag 8 App None [] ].

Definition emergency : outcome := Found Emergency Now.
Definition ambulance : outcome := Found Emergency At_once.
Definition today : outcome := Found Seek_care Today.

Definition rash_with_fever : rule :=
  {| when := Of All [Leaf (Present 1); Of Any [Leaf (Present 2); Leaf (Bound 3 LE (degrees 350))]];
     sure_outcome := emergency; when_unsure := today |}.

Definition both_sides : rule :=
  {| when := Of All [Of Any [Leaf (Present 1); Leaf (Chosen 5 [51])]; Of Any [Leaf (Present 2); Leaf (Chosen 5 [52])]];
     sure_outcome := today; when_unsure := today |}.

Definition child : rule := {| when := Leaf (Present 7); sure_outcome := ambulance; when_unsure := emergency |}.

Definition rise : rule := {| when := Leaf (Present 8); sure_outcome := today; when_unsure := Found Stop Days |}.

Definition pack : rules := [rash_with_fever; both_sides; child; rise].

Example the_pack_is_sound : sound body pack = true.
Proof. reflexivity. Qed.

Definition says (answers : list (name * answer)) : outcome := evaluate body pack (person_of answers).

(** A temperature of 38.0 makes feverish, which a given no doesn't block; just below it doesn't. *)
Example on_the_line : says [(1, Yes); (2, No); (3, Number (degrees 380))] = emergency.
Proof. reflexivity. Qed.

Example just_below : says [(1, Yes); (2, No); (3, Number (degrees 380 - 1))] = None_found.
Proof. reflexivity. Qed.

(** An unsure temperature may be 35.0 or less, but implies no fever. *)
Example unsure_temperature : says [(1, Yes); (3, Unsure)] = today.
Proof. reflexivity. Qed.

(** One side can't be both: no doubt about it meets two leaves. *)
Example unsure_side : says [(5, Unsure); (1, No); (2, No)] = Found Stop Days.
Proof. reflexivity. Qed.

(** Of what nobody is asked a doubt is enough, and a given no doesn't outrank it. *)
Example unsure_rise : says [(5, Unsure); (8, No)] = Found Stop Days.
Proof. reflexivity. Qed.

(** The ceiling: a child's question is closed by an age, and by nothing else. *)
Example nothing_answered : ceiling body pack nothing = ambulance.
Proof. vm_compute. reflexivity. Qed.

Example an_adult : ceiling body pack (person_of [(6, Number (40 * scale))]) = emergency.
Proof. vm_compute. reflexivity. Qed.

Example an_unsure_age : ceiling body pack (person_of [(6, Unsure)]) = ambulance.
Proof. vm_compute. reflexivity. Qed.

Example adult_who_has_no_rash : ceiling body pack (person_of [(6, Number (40 * scale)); (1, No)]) = today.
Proof. vm_compute. reflexivity. Qed.

(** There are consistent persons: an adult who answers everything, with a fever. *)
Definition adult : point := [(1, No); (2, Yes); (3, Number (degrees 384)); (6, Number (40 * scale)); (5, Option 54); (7, No)].

Example adult_is_not_asked_for_a_child : asked_for body (person_of adult) = [1; 2; 3; 6; 5; 8].
Proof. vm_compute. reflexivity. Qed.

Example adult_is_consistent : is_consistent body pack adult = true.
Proof. vm_compute. reflexivity. Qed.

(** An adult with a yes to the child's question isn't, nor is one with a fever who says no to feverish. *)
Example not_a_child : is_consistent body pack ((7, Yes) :: adult) = false.
Proof. vm_compute. reflexivity. Qed.

Example no_fever_with_a_fever : is_consistent body pack ((2, No) :: adult) = false.
Proof. vm_compute. reflexivity. Qed.

(** But a yes that follows from what they are asked fits, though they aren't asked it: here a fever is a child's question. *)
Definition fever_of_children : vocabulary :=
  map (fun F => if name_of F =? 2 then flag 2 Person (Some (Leaf (Bound 6 LT (16 * scale)))) [] else F) body.

Example an_implied_fever :
  mem 2 (asked_for fever_of_children (person_of adult)) = false /\ is_consistent fever_of_children pack adult = true.
Proof. vm_compute. now split. Qed.

(** Releases: one that asks for one more degree goes lower at the least severe point; the same one doesn't. *)
Definition slipped : vocabulary :=
  map (fun F => if name_of F =? 3 then measured 3 (degrees 300) (degrees 450) false (Both (degrees 360) (degrees 375))
                                                [(Bound 3 GE (degrees 390), 2)] else F) body.

Example never_lower_than_itself : failures body pack body pack = [].
Proof. vm_compute. reflexivity. Qed.

Example a_degree_more : In [(1, Yes); (3, Number (degrees 380))] (failures body pack slipped pack).
Proof. vm_compute. tauto. Qed.

Example a_degree_less : failures slipped pack body pack = [].
Proof. vm_compute. reflexivity. Qed.

(** Reasons: one of two that would do, the first in the vocabulary. *)
Example reasons_of_a_rash :
  reasons body (person_of [(1, Yes); (2, Yes); (3, Number (degrees 390)); (6, Number 0)]) rash_with_fever = [1; 2].
Proof. vm_compute. reflexivity. Qed.

(** A merge: once 1 is a name of 2, a no to 1 closes 2. Nobody's outcome is lower, but the ceiling is; so it is listed. *)
Definition merged : vocabulary :=
  map (fun F => if name_of F =? 2 then {| name_of := 2; aliases := [1]; kind_of := Flag; asked_of := Person; context := false;
                  critical := false; Language.gate := false; doubtful := true; asked_if := None; implies := [] |} else F)
      (filter (fun F => negb (name_of F =? 1)) body).

Definition fever_alone : rules := [{| when := Leaf (Present 2); sure_outcome := emergency; when_unsure := today |}].

Example a_merge_lowers_no_outcome : failures body fever_alone merged fever_alone = [].
Proof. vm_compute. reflexivity. Qed.

Definition no_rash_no_heat : symptoms := person_of [(1, No); (3, Number (degrees 370))].

Example a_merge_lowers_a_ceiling :
  ceiling body fever_alone no_rash_no_heat = emergency /\ ceiling merged fever_alone no_rash_no_heat = None_found.
Proof. vm_compute. now split. Qed.

(** A release that makes the fever a child's question lists it; one whose child's question hangs on the fever lists both. *)
Example a_closing_is_listed : closes body fever_of_children = [2].
Proof. vm_compute. reflexivity. Qed.

Definition hanging (V : vocabulary) : vocabulary :=
  map (fun F => if name_of F =? 7 then flag 7 Person (Some (Leaf (Present 2))) [] else F) V.

Example what_hangs_on_it_is_listed : closes (hanging body) (hanging fever_of_children) = [2; 7].
Proof. vm_compute. reflexivity. Qed.

Example a_merge_is_listed : closes body merged = [1; 2].
Proof. vm_compute. reflexivity. Qed.
