import manim
import numpy as np
import pytest
from manim import MovingCameraScene, Scene, Square, ThreeDCamera, tempconfig

from netviz import Phase, PhasedScene
from netviz.camera import Camera, MovingCamera, SelfPainted, painting_camera

SMALL = {"pixel_width": 160, "pixel_height": 90}


class Red(SelfPainted):
    """A white square without the camera's help, a red one four times as large with it."""

    def __init__(self):
        super().__init__(fill_opacity=1.0, stroke_width=0.0, fill_color="#FFFFFF")
        self.set_points(Square(2).points)

    def paint(self, context, line_width):
        context.new_path()
        context.rectangle(-2, -2, 4, 4)
        context.set_source_rgb(0, 0, 1)
        context.fill()


def picture(camera, *mobjects):
    camera.reset()
    camera.capture_mobjects(mobjects)
    return camera.pixel_array[:, :, :3]


@pytest.mark.parametrize("camera_class", [Camera, MovingCamera])
def test_a_mobject_paints_itself(camera_class):
    drawn = picture(camera_class(**SMALL), Red())
    assert drawn[45, 80].tolist() == drawn[45, 80 + 20].tolist() == [255, 0, 0]
    assert drawn[45, 80 + 25].tolist() == [0, 0, 0]


def test_another_camera_draws_its_points():
    drawn = picture(manim.Camera(**SMALL), Red())
    assert drawn[45, 80].tolist() == [255, 255, 255]
    assert drawn[45, 80 + 20].tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("ours", "manims"), [(Camera, manim.Camera), (MovingCamera, manim.MovingCamera)]
)
def test_all_else_is_drawn_as_by_manim(ours, manims):
    shapes = [Square(3, fill_opacity=0.5), manim.Circle(2, color="#35D6F2"), manim.Star()]
    assert np.array_equal(picture(ours(**SMALL), *shapes), picture(manims(**SMALL), *shapes))


def test_it_is_painted_in_its_place_among_the_others():
    cover = Square(1, fill_opacity=1.0, stroke_width=0, fill_color="#00FF00")
    assert picture(Camera(**SMALL), Red(), cover)[45, 80].tolist() == [0, 255, 0]
    assert picture(Camera(**SMALL), cover, Red())[45, 80].tolist() == [255, 0, 0]


def test_it_paints_what_is_within_it():
    red = Red().add(Square(3, fill_opacity=1.0, fill_color="#00FF00", stroke_width=0))
    for mobjects in ([red], red.get_family(), [manim.Group(red)], red.get_family()[::-1]):
        assert picture(Camera(**SMALL), *mobjects)[45, 80 + 15].tolist() == [255, 0, 0]
        assert picture(manim.Camera(**SMALL), *mobjects)[45, 80 + 15].tolist() == [0, 255, 0]


def test_a_mobject_has_to_say_how():
    mute = SelfPainted()
    mute.set_points(Square().points)
    with pytest.raises(NotImplementedError, match="SelfPainted must say how it paints itself"):
        picture(Camera(**SMALL), mute)


def test_only_manims_own_cameras_are_exchanged():
    assert painting_camera(manim.Camera) is Camera
    assert painting_camera(manim.MovingCamera) is MovingCamera
    for other in (Own, ThreeDCamera, Camera, MovingCamera):
        assert painting_camera(other) is other


class Short(PhasedScene):
    phases = (Phase("Only", 1, "only"),)

    def only(self):
        pass


class Moving(Short, MovingCameraScene):
    pass


class Own(manim.Camera):
    pass


@pytest.mark.parametrize(
    ("make", "camera_class"),
    [
        (Short, Camera),
        (Moving, MovingCamera),
        (lambda: Short(camera_class=Own), Own),
        (lambda: Scene(camera_class=Camera), Camera),
    ],
)
def test_which_camera_a_scene_has(make, camera_class):
    with tempconfig({**SMALL, "dry_run": True}):
        assert type(make().renderer.camera) is camera_class
